/** An answer as JSON, where thousands are written at once. */

import type { Decision } from "#core/entitlement/decision.ts";

const written = new WeakMap<object, string>();

/** What many answers of a batch share, the same object in each, is written once. */
function once(value: object): string {
  let text = written.get(value);
  if (text === undefined) written.set(value, (text = JSON.stringify(value)));
  return text;
}

/** The same as `JSON.stringify(answer)`, but for the order of its fields. */
export function answerAsJson<T extends Decision>({ targets, account, ...own }: T): string {
  const shared = `"targets":${once(targets)},"account":${account === null ? "null" : once(account)}`;
  return `${JSON.stringify(own).slice(0, -1)},${shared}}`;
}
