/** What happens when the answer is no: policy as data, goodwill, and confidence in the records (ENT7–9). */

export * from "./versions.ts";
export * from "./goodwill.ts";
export * from "./confidence.ts";
export * from "./handle.ts";
export * from "./overturn.ts";
