import { expect, test } from "vitest";
import { Problem } from "#platform/problem.ts";
import { Attempts, type Attempt } from "./attempts.ts";

const minute = 60_000;

function fail(attempts: Attempts, times: number, attemptOf: (nth: number) => Attempt): void {
  for (let nth = 0; nth < times; nth += 1) attempts.begin(attemptOf(nth));
}

test("the eleventh guess at one e-mail address waits, from wherever it comes, until the window has passed", () => {
  let now = 0;
  const attempts = new Attempts(() => now);
  fail(attempts, 10, (nth) => ({ email: "Juno@northgate.example", ip: `192.0.2.${nth}` }));
  now = minute;
  const eleventh = { email: "juno@northgate.example", ip: "192.0.2.99" };
  expect(() => attempts.begin(eleventh)).toThrow(
    expect.objectContaining({ code: "too_many_requests", extra: { retryAfterSeconds: 240 } }),
  );
  expect(() => attempts.begin({ ...eleventh, email: "sam@harbor.example" })).not.toThrow();
  now = 5 * minute;
  expect(() => attempts.begin(eleventh)).not.toThrow();
});

test("guesses at many e-mail addresses from one place wait, though one of them succeeds again and again", () => {
  const attempts = new Attempts(() => 0);
  const own = { email: "guesser@example.com", ip: "192.0.2.1" };
  fail(attempts, 100, (nth) => {
    attempts.begin(own);
    attempts.succeed(own);
    return { email: `${nth}@example.com`, ip: own.ip };
  });
  expect(() => attempts.begin({ email: "next@example.com", ip: own.ip })).toThrow(Problem);
  expect(() => attempts.begin({ email: "next@example.com", ip: "192.0.2.2" })).not.toThrow();
});

test("a success begins its own e-mail address's count anew, and no other's", () => {
  const attempts = new Attempts(() => 0);
  const juno = { email: "juno@northgate.example", ip: "192.0.2.1" };
  const sam = { email: "sam@harbor.example", ip: "192.0.2.1" };
  fail(attempts, 9, () => juno);
  fail(attempts, 10, () => sam);
  attempts.begin(juno);
  attempts.succeed(juno);
  expect(() => fail(attempts, 10, () => juno)).not.toThrow();
  expect(() => attempts.begin(sam)).toThrow(Problem);
});

test("successes do not count: a whole office may sign in", () => {
  const attempts = new Attempts(() => 0);
  fail(attempts, 99, (nth) => ({ email: `${nth}@example.com`, ip: "192.0.2.1" }));
  for (let nth = 0; nth < 500; nth += 1) {
    const one = { email: `office${nth}@example.com`, ip: "192.0.2.1" };
    attempts.begin(one);
    attempts.succeed(one);
  }
  expect(() => attempts.begin({ email: "last@example.com", ip: "192.0.2.1" })).not.toThrow();
});
