/** Files and notes kept with a contract, on the wire. */

import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { byId, id, trace } from "./values.ts";

/** A signed contract with its annexes, scanned. */
export const maxContractFileBytes = 50 * 1024 * 1024;

export const contractFileRow = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  /** The account's contacts see it too. */
  shared: z.boolean(),
  added: trace,
});
export type ContractFileRow = z.infer<typeof contractFileRow>;

const oneFile = z.object({ id, fileId: id });

export const listContractFiles = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/files",
  tag: "contracts",
  summary: "A contract's files, the latest first. Contacts see those that are shared.",
  params: byId,
  reply: z.object({ rows: z.array(contractFileRow) }),
  problems: ["not_found"],
});
/** The body is multipart/form-data with one part, the file, which no schema here describes. */
export const addContractFile = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/files",
  tag: "contracts",
  summary: "Attaches a file of up to 50 MB (multipart/form-data).",
  params: byId,
  query: z.object({ shared: z.enum(["true", "false"]).default("false") }),
  reply: contractFileRow,
  status: 201,
  problems: ["not_found", "too_large", "refused"],
  transaction: "none",
});
export const getContractFile = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/files/{fileId}",
  tag: "contracts",
  summary: "The file as it was attached.",
  params: oneFile,
  reply: z.unknown(),
  problems: ["not_found"],
});
export const shareContractFile = endpoint({
  method: "PATCH",
  path: "/api/v1/contracts/{id}/files/{fileId}",
  tag: "contracts",
  summary: "Shares a file with the account's contacts, or no longer.",
  params: oneFile,
  body: z.strictObject({ shared: z.boolean() }),
  reply: contractFileRow,
  problems: ["not_found"],
});
export const removeContractFile = endpoint({
  method: "DELETE",
  path: "/api/v1/contracts/{id}/files/{fileId}",
  tag: "contracts",
  summary: "Takes a file away from a contract; who did it and when is kept, and so is the file.",
  params: oneFile,
  problems: ["not_found"],
});

export const contractNoteRow = z.object({ id, body: z.string(), shared: z.boolean(), added: trace });
export type ContractNoteRow = z.infer<typeof contractNoteRow>;

export const listContractNotes = endpoint({
  method: "GET",
  path: "/api/v1/contracts/{id}/notes",
  tag: "contracts",
  summary: "Notes on a contract, the latest first. Contacts see those that are shared.",
  params: byId,
  reply: z.object({ rows: z.array(contractNoteRow) }),
  problems: ["not_found"],
});
export const addContractNote = endpoint({
  method: "POST",
  path: "/api/v1/contracts/{id}/notes",
  tag: "contracts",
  summary: "Writes a note on a contract.",
  params: byId,
  body: z.strictObject({ body: z.string().trim().min(1).max(20_000), shared: z.boolean().default(false) }),
  reply: contractNoteRow,
  status: 201,
  creates: true,
  problems: ["not_found"],
});
export const removeContractNote = endpoint({
  method: "DELETE",
  path: "/api/v1/contracts/{id}/notes/{noteId}",
  tag: "contracts",
  summary: "Takes a note away; who did it and when is kept, and so is the note.",
  params: z.object({ id, noteId: id }),
  problems: ["not_found"],
});
