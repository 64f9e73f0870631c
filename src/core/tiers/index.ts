export type { Held, Purchase, Standing, Tier, TierProposal, TierRule } from "./tiers.ts";
export { checkTierRule, nextTierChange, proposeTier, tierOn } from "./tiers.ts";
