/** Support projects: budgets that follow from coverage, and the work booked against them (PRJ1, PRJ2). */

export * from "./work.ts";
export * from "./rebook.ts";
export * from "./effects.ts";
export * from "./project.ts";
export * from "./account-budgets.ts";
export * from "./terms.ts";
