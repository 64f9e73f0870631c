/** The named schemas of the description: each stands twice, as what is sent and as what comes back, and mostly one of the two is used. */

import "#api/named.ts";

type Described = { readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> } };

/** The description without the schemas that nothing in it refers to, directly or through others. */
export function withoutUnused<T extends object>(description: T): T {
  const { components, ...rest } = description as T & Described;
  const schemas = components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name!)) continue;
      used.add(name!);
      visit(schemas[name!]);
    }
  };
  visit(rest);
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
  return { ...description, components: { ...components, schemas: kept } };
}
