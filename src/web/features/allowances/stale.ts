import { getAllowanceStatement, listAccountAllowances, listContractAllowances } from "#api/allowances.ts";
import { checkEntitlement } from "#api/entitlements.ts";

/** What shows a balance. */
export const staleAfterByHand = [getAllowanceStatement, listContractAllowances, listAccountAllowances, checkEntitlement];
