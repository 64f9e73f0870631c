export type { Confidence, ConfidenceFacts, ConfidencePart, ConfidencePartKey, ConfidenceTerms } from "./confidence.ts";
export { confidenceOn, defaultConfidence, formatConfidence } from "./confidence.ts";
