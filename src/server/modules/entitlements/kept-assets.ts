/**
 * Assets that were asked about lately, with what covers them, by their serials. Each is made of several records of the register, and
 * stands for as long as none of those is told to have changed: that is looked up when it is asked about again.
 */

import { heapLimitBytes } from "#platform/memory.ts";
import type { AssetRecord } from "./extract.ts";
import { Recent } from "./recent.ts";

/** About what one coverage takes of memory; an asset by itself takes as much as two. */
const partBytes = 250;
/** Assets and coverages that are held at most twice over: of a hundred thousand assets, or as many as an eighth of the memory takes. */
const mostParts = Math.min(1_000_000, heapLimitBytes / 8 / partBytes);
/** What is told to have changed that is held against what was kept before; when there are more, that is let go. */
const mostChanges = 20_000;

type Kept = {
  /** Without what the ledger holds, which changes with every ticket. */
  readonly assets: readonly AssetRecord[];
  /** The turn at which nothing of it was known to have changed. */
  stoodAt: number;
};

const partsOf = ({ assets }: Kept): number => assets.reduce((sum, { cover }) => sum + 2 + cover.coverages.length, 0);

export class KeptAssets {
  readonly #bySerial = new Recent<Kept>(mostParts, partsOf);
  /** When an id, or a serial that an asset has come to bear, was told last. */
  readonly #changedAt = new Map<string, number>();
  #turn = 0;
  /** The first turn since which `#changedAt` is whole. */
  #wholeSince = 0;

  /** The assets that bear the serial; undefined where that is not known, or no longer. */
  get(serialKey: string): readonly AssetRecord[] | undefined {
    const kept = this.#bySerial.get(serialKey);
    if (kept === undefined) return undefined;
    if (kept.stoodAt !== this.#turn && !this.#stands(serialKey, kept)) {
      this.#bySerial.delete(serialKey);
      return undefined;
    }
    kept.stoodAt = this.#turn;
    return kept.assets;
  }

  /** Keeps all the assets that bear a serial, as of now; there is at least one. */
  set(serialKey: string, assets: readonly AssetRecord[]): void {
    this.#bySerial.set(serialKey, { assets, stoodAt: this.#turn });
  }

  /** What is made of the records with these ids is no longer known, nor who bears these serials. */
  forget(told: readonly string[]): void {
    this.#turn += 1;
    if (this.#changedAt.size + told.length > mostChanges) {
      this.#changedAt.clear();
      this.#wholeSince = this.#turn;
    }
    for (const one of told) this.#changedAt.set(one, this.#turn);
  }

  clear(): void {
    this.#bySerial.clear();
    this.#changedAt.clear();
  }

  #stands(serialKey: string, { assets, stoodAt }: Kept): boolean {
    const isChanged = (one: string | null): boolean => one !== null && (this.#changedAt.get(one) ?? 0) > stoodAt;
    if (stoodAt < this.#wholeSince || isChanged(serialKey)) return false;
    return assets.every(
      ({ asset, account, cover }) =>
        !isChanged(asset.id) &&
        !isChanged(asset.siteId) &&
        !isChanged(account.id) &&
        !account.ancestorIds.some(isChanged) &&
        !asset.productPath.some(isChanged) &&
        !cover.contracts.some(({ id }) => isChanged(id)),
    );
  }
}
