import { Worker } from "node:worker_threads";
import type { Printed } from "./page.ts";
import type { Ask, Tell } from "./protocol.ts";

type Waiting = { readonly resolve: (pdf: Buffer) => void; readonly reject: (error: Error) => void };

/** Prints documents as PDF, one after the other, in a thread that starts with the first and keeps no process alive. */
export class Printer {
  #worker: Worker | undefined;
  #asked = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** The document as a PDF file. */
  print(document: Printed): Promise<Buffer> {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const id = (this.#asked += 1);
    this.#waiting.set(id, { resolve, reject });
    const worker = (this.#worker ??= this.#start());
    worker.postMessage({ id, document } satisfies Ask, []);
    return promise;
  }

  /** Ends the thread; what it had not printed is refused. */
  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    worker.unref();
    worker.on("message", (tell: Tell) => {
      const waiting = this.#waiting.get(tell.id);
      this.#waiting.delete(tell.id);
      if ("pdf" in tell) waiting?.resolve(Buffer.from(tell.pdf));
      else waiting?.reject(new Error(`A document could not be printed: ${tell.problem}`));
    });
    worker.on("error", (error) => this.#lost(error as Error));
    worker.on("exit", () => this.#lost(new Error("The printing thread ended.")));
    return worker;
  }

  #lost(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
