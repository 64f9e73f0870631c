export type { Consequences, Handled, RefusedRequest } from "./handle.ts";
export { consequencesOf, handleNo } from "./handle.ts";
export type { Handling, OnRedecision, Policy, PolicyRule } from "./policy.ts";
export { checkPolicy, coverAfterChange, defaultPolicy } from "./policy.ts";
