/** The product master as an asset list or a contract sees it: found by name, slug or part number, made where it is missing. */

import { nameKey } from "#core/identification/keys.ts";
import { serialPlain } from "#core/identification/serial.ts";
import type { ProductRecord } from "#modules/products/products.ts";

export type Found =
  | { readonly is: "found"; readonly product: ProductRecord }
  /** Made now. `others`: makers who have a product of the same name. */
  | { readonly is: "made"; readonly product: ProductRecord; readonly others: readonly string[] }
  | { readonly is: "ambiguous"; readonly among: readonly ProductRecord[] };

export class ProductBook {
  /** Products that no row before knew. */
  readonly made: ProductRecord[] = [];
  readonly #byKey = new Map<string, ProductRecord[]>();
  readonly #newId: () => string;

  constructor(known: readonly ProductRecord[], newId: () => string) {
    this.#newId = newId;
    for (const product of known) this.#enter(product);
  }

  /**
   * The product called so: its name goes before its slug, and that before its part number. Of several, one without a maker, or
   * else the only one that `isHeld`; none is guessed. A maker, where told, must be the product's.
   */
  find(maker: string | null, name: string, isHeld: (productId: string) => boolean = () => false): Found {
    const called = this.#called(name).filter((product) => maker === null || nameKey(product.maker) === nameKey(maker));
    if (called.length === 0) return this.#make(maker, name);
    if (called.length === 1) return { is: "found", product: called[0]! };
    const held = called.filter(({ id }) => isHeld(id));
    const plain = called.filter((product) => product.maker === "");
    const [one] = held.length === 1 ? held : plain.length === 1 ? plain : [];
    return one === undefined ? { is: "ambiguous", among: called } : { is: "found", product: one };
  }

  #called(name: string): ProductRecord[] {
    for (const key of [`name ${nameKey(name)}`, `slug ${name}`, `part ${serialPlain(name)}`]) {
      const called = this.#byKey.get(key);
      if (called !== undefined) return called;
    }
    return [];
  }

  /** What has a maker is hardware as a rule, what has none is software: people correct the rest. */
  #make(maker: string | null, name: string): Found {
    const others = this.#called(name)
      .map((product) => product.maker)
      .filter((other) => other !== "");
    const kind = maker === null ? "application" : "hardware";
    const product: ProductRecord = {
      id: this.#newId(),
      parentId: null,
      kind,
      maker: maker ?? "",
      name,
      slug: null,
      partNumber: null,
      category: null,
    };
    this.made.push(product);
    this.#enter(product);
    return { is: "made", product, others };
  }

  #enter(product: ProductRecord): void {
    this.#add(`name ${nameKey(product.name)}`, product);
    if (product.slug !== null) this.#add(`slug ${product.slug}`, product);
    if (product.partNumber !== null && serialPlain(product.partNumber) !== "")
      this.#add(`part ${serialPlain(product.partNumber)}`, product);
  }

  #add(key: string, product: ProductRecord): void {
    const called = this.#byKey.get(key);
    if (called === undefined) this.#byKey.set(key, [product]);
    else called.push(product);
  }
}

/** "HPE Aruba 2930F or Cisco Aruba 2930F". */
export function namesOf(products: readonly ProductRecord[]): string {
  return products.map(({ maker, name }) => (maker === "" ? name : `${maker} ${name}`)).join(" or ");
}
