/** Where the embedded database's files are. An image is what `Embedded.image()` gave: a cheap way to many equal databases. */
export type EmbeddedSource =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "memory"; readonly image?: ArrayBuffer };

/** What the server's thread says to the database's. */
export type Ask = { kind: "wire"; bytes: Uint8Array } | { kind: "image" } | { kind: "close" };

/** What the database's thread says to the server's. */
export type Tell =
  | { kind: "ready" }
  | { kind: "wire"; bytes: Uint8Array }
  | { kind: "image"; image: ArrayBuffer }
  | { kind: "closed" };
