/** Terms that can be promised: core says what is wrong with them, the database whether their products are there. */

import type { z } from "zod";
import type { termsFault } from "#api/plans.ts";
import { checkPlanTerms } from "#core/entitlement/check-terms.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { productsById } from "#modules/products/products.ts";
import type { Context } from "#platform/context.ts";
import { Problem } from "#platform/problem.ts";

/** What is wrong, where in the terms (`/targets/2/amount`), and what to do. */
export type TermsFault = z.infer<typeof termsFault>;

/** All that is wrong with the terms; empty where they can be promised. */
export async function faultsOf(ctx: Context, terms: PlanTerms): Promise<TermsFault[]> {
  const faults = checkPlanTerms(terms).map(({ code, message, path = [] }) => ({ pointer: `/${path.join("/")}`, code, message }));
  return [...faults, ...(await unknownProducts(ctx, terms))];
}

/** Throws `refused` with all that is wrong, each with its place in the request. */
export async function refuseUnsound(ctx: Context, terms: PlanTerms, at = "/body/terms"): Promise<void> {
  const faults = await faultsOf(ctx, terms);
  if (faults.length === 0) return;
  const more = faults.length > 1 ? ` ${faults.length - 1} more ${faults.length === 2 ? "thing is" : "things are"} wrong.` : "";
  throw new Problem("refused", `${faults[0]!.message}${more}`, {
    rule: "ENT5",
    errors: faults.map(({ pointer, message }) => ({ pointer: `${at}${pointer}`, message })),
  });
}

async function unknownProducts(ctx: Context, terms: PlanTerms): Promise<TermsFault[]> {
  const named = productsIn(terms);
  const known = new Set((await productsById(ctx, new Set(named.map(({ id }) => id)))).map(({ id }) => id));
  return named
    .filter(({ id }) => !known.has(id))
    .map(({ pointer }) => ({ pointer, code: "unknown_product", message: "There is no such product. Choose another." }));
}

type Named = { readonly id: string; readonly pointer: string };

function productsIn({ products, allowances }: PlanTerms): Named[] {
  const listed = (list: PlanTerms["products"], at: string): Named[] =>
    typeof list === "string" ? [] : list.only.map((id, index) => ({ id, pointer: `${at}/products/only/${index}` }));
  return [
    ...listed(products, ""),
    ...allowances.flatMap(({ buckets }, allowance) =>
      buckets.flatMap((bucket, index) => {
        const at = `/allowances/${allowance}/buckets/${index}`;
        return [
          ...listed(bucket.products, at),
          ...bucket.limits.flatMap((limit, place) => listed(limit.products, `${at}/limits/${place}`)),
        ];
      }),
    ),
  ];
}
