export type { Consequences, Handled, RefusedRequest } from "./handle.ts";
export { consequencesOf, handleNo } from "./handle.ts";
export type { Handling, Policy, PolicyRule } from "./policy.ts";
export { checkPolicy, defaultPolicy } from "./policy.ts";
