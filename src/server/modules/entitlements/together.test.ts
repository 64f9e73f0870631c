import { expect, test } from "vitest";
import { Together } from "./together.ts";

/** Tasks that end when they are told to. */
function tasks() {
  const begun: { questions: readonly string[]; end: () => void; fail: (error: Error) => void }[] = [];
  const together = new Together<string, string>((questions) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    begun.push({ questions, end: () => resolve(questions.join("")), fail: reject });
    return promise;
  });
  return { together, begun, questions: () => begun.map((task) => task.questions.join("")) };
}

const breath = Promise.resolve();

test("the first question starts at once; those that come meanwhile go together", async () => {
  const { together, begun, questions } = tasks();
  const answers = [together.ask("a")];
  await breath;
  answers.push(...["b", "c", "d"].map((question) => together.ask(question)));
  expect(questions()).toEqual(["a"]);
  begun[0]!.end();
  expect(await answers[0]).toBe("a");
  expect(questions()).toEqual(["a", "bcd"]);
  begun[1]!.end();
  expect(await Promise.all(answers)).toEqual(["a", "bcd", "bcd", "bcd"]);
  void together.ask("e");
  await breath;
  expect(questions()).toEqual(["a", "bcd", "e"]);
});

test("questions asked in one breath are one task", async () => {
  const { together, begun, questions } = tasks();
  const answers = ["a", "b", "c"].map((question) => together.ask(question));
  await breath;
  expect(questions()).toEqual(["abc"]);
  begun[0]!.end();
  expect(await Promise.all(answers)).toEqual(["abc", "abc", "abc"]);
});

test("what breaks a task breaks its questions and no others", async () => {
  const { together, begun } = tasks();
  const answers = [together.ask("a")];
  await breath;
  answers.push(together.ask("b"), together.ask("c"));
  begun[0]!.fail(new Error("gone"));
  await expect(answers[0]).rejects.toThrow("gone");
  begun[1]!.end();
  expect(await Promise.all(answers.slice(1))).toEqual(["bc", "bc"]);
});

test("a task takes on no more than fifty", async () => {
  const { together, begun } = tasks();
  const answers = [together.ask("0")];
  await breath;
  answers.push(...Array.from({ length: 59 }, (_, index) => together.ask(String(index + 1))));
  begun[0]!.end();
  await answers[0];
  expect(begun.map((task) => task.questions.length)).toEqual([1, 50]);
  begun[1]!.end();
  await answers[1];
  expect(begun.map((task) => task.questions.length)).toEqual([1, 50, 9]);
});
