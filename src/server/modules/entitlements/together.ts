/** Questions that one task takes on. */
const most = 50;

type Waiting<Q, A> = { readonly question: Q; readonly resolve: (answer: A) => void; readonly reject: (error: unknown) => void };

/**
 * Puts questions together that are asked in one breath, or arrive while earlier ones are being answered: the first start at once,
 * those that come before they are done go with the next task. Under load a task's own cost is shared, and with no load nobody waits.
 */
export class Together<Q, A> {
  readonly #run: (questions: readonly Q[]) => Promise<A>;
  #waiting: Waiting<Q, A>[] = [];
  #isRunning = false;

  /** `run` answers many questions with one answer, in which each finds its own. */
  constructor(run: (questions: readonly Q[]) => Promise<A>) {
    this.#run = run;
  }

  /** Resolves with the answer of the task that took the question on; rejects with what broke that task. */
  ask(question: Q): Promise<A> {
    const { promise, resolve, reject } = Promise.withResolvers<A>();
    this.#waiting.push({ question, resolve, reject });
    if (!this.#isRunning) {
      this.#isRunning = true;
      queueMicrotask(() => void this.#next());
    }
    return promise;
  }

  async #next(): Promise<void> {
    const taken = this.#waiting.slice(0, most);
    this.#isRunning = taken.length > 0;
    if (!this.#isRunning) return;
    this.#waiting = this.#waiting.slice(most);
    try {
      const answer = await this.#run(taken.map(({ question }) => question));
      for (const { resolve } of taken) resolve(answer);
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
    void this.#next();
  }
}
