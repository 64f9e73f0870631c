export type { Period, PeriodGrid } from "./periods.ts";
export { billingPeriods } from "./periods.ts";
export { periodPrice, prorate } from "./prorate.ts";
export { shareBetween } from "./share.ts";
