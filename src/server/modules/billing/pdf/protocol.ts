import type { Printed } from "./page.ts";

/** What the printing thread is asked. */
export type Ask = { readonly id: number; readonly document: Printed };
/** What it answers. */
export type Tell = { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly problem: string };
