import type { KyselyPlugin } from "kysely";
import type { Context } from "#platform/context.ts";

/** The same context, and how many statements use cases have run in it. */
export function counting(ctx: Context): { readonly ctx: Context; readonly statements: () => number } {
  let statements = 0;
  const counter: KyselyPlugin = {
    transformQuery({ node }) {
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { ctx: { ...ctx, tx: ctx.tx.withPlugin(counter) }, statements: () => statements };
}
