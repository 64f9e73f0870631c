/** The names under which the description of the API tells what stands in many replies: once, and not in each. */

import { z } from "zod";
import { allowanceBalance } from "./allowances.ts";
import { amendmentEffects } from "./amendment-effects.ts";
import { amendmentRow, wireChange } from "./amendments.ts";
import { billedLine, billingRun, invoiceDetail, invoiceRow } from "./billing.ts";
import { contractDetail, contractRow } from "./contracts.ts";
import { decision } from "./entitlements.ts";
import { exceptionDetail, exceptionRow } from "./exceptions.ts";
import { planAllowance, planTerms } from "./plan-terms.ts";
import { planDetail, planRow } from "./plans.ts";
import { policy } from "./policy.ts";
import { ticket, ticketRow } from "./tickets.ts";
import { tierRuleRow } from "./tiers.ts";

const named = {
  AllowanceBalance: allowanceBalance,
  AmendmentChange: wireChange,
  AmendmentEffects: amendmentEffects,
  AmendmentRow: amendmentRow,
  BilledLine: billedLine,
  BillingRun: billingRun,
  Contract: contractDetail,
  ContractRow: contractRow,
  Decision: decision,
  Exception: exceptionDetail,
  ExceptionRow: exceptionRow,
  Invoice: invoiceDetail,
  InvoiceRow: invoiceRow,
  Plan: planDetail,
  PlanAllowance: planAllowance,
  PlanRow: planRow,
  PlanTerms: planTerms,
  Policy: policy,
  Ticket: ticket,
  TicketRow: ticketRow,
  TierRule: tierRuleRow,
};

for (const [id, schema] of Object.entries(named)) z.globalRegistry.add(schema, { id });
