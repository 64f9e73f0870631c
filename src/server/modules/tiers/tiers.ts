/** Which plan what was bought calls for (ALW9): rules as data, proposals reckoned when they are read, taken up or declined by people. */

export * from "./rules.ts";
export * from "./proposals.ts";
export * from "./answer.ts";
