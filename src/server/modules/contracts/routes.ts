import * as paper from "#api/contract-papers.ts";
import * as api from "#api/contracts.ts";
import { reconcileContract as reconciliation } from "#api/policy.ts";
import { getAccount } from "#api/register.ts";
import type { App } from "#platform/http/app.ts";
import { asOf } from "#platform/http/as-of.ts";
import { route } from "#platform/http/route.ts";
import { filesOf } from "#platform/http/uploads.ts";
import type { Exchange } from "#platform/http/exchange.ts";
import { Problem } from "#platform/problem.ts";
import { listCovered } from "./covered.ts";
import { type ContractDetail, getContract } from "./detail.ts";
import * as files from "./files.ts";
import { getAccountWithContracts, listContracts } from "./list.ts";
import { createContract, redraftContract, signContract } from "./make.ts";
import * as notes from "./notes.ts";
import { reconcileContract } from "./reconcile.ts";
import { changeTerms, listChanges } from "./terms.ts";

/** Contracts, and an account as its contracts show it. */
export function routes(app: App): void {
  route(app, api.listContracts, (ctx, { query }) => listContracts(ctx, { ...query, attention: query.attention === "true" }));
  route(app, api.getContract, async (ctx, { params, query, http }) =>
    versioned(http, await getContract(ctx, params.id, asOf(query))),
  );
  route(app, api.listCovered, (ctx, { params, query }) => listCovered(ctx, params.id, { ...query, ...asOf(query) }));
  route(app, getAccount, (ctx, { params }) => getAccountWithContracts(ctx, params.id));
  making(app);
  papers(app);
}

function making(app: App): void {
  route(app, api.createContract, async (ctx, { body, http }) => {
    const contract = await createContract(ctx, body);
    http.location(`/api/v1/contracts/${contract.id}`);
    return versioned(http, contract);
  });
  route(app, api.draftContract, async (ctx, { params, body, http }) =>
    versioned(http, await redraftContract(ctx, params.id, body, (current) => http.expectVersion(current))),
  );
  route(app, api.signContract, async (ctx, { params, body, http }) => versioned(http, await signContract(ctx, params.id, body)));
  route(app, api.changeContract, async (ctx, { params, body, http }) =>
    versioned(http, await changeTerms(ctx, params.id, body, (current) => http.expectVersion(current))),
  );
  route(app, reconciliation, (ctx, { params, body }) => reconcileContract(ctx, params.id, body));
  route(app, api.listTermsChanges, async (ctx, { params }) => ({ rows: await listChanges(ctx, params.id) }));
}

function papers(app: App): void {
  route(app, paper.listContractFiles, async (ctx, { params }) => ({ rows: await files.listFiles(ctx, params.id) }));
  route(app, paper.addContractFile, async (ctx, { params, query, http }) => {
    for await (const file of filesOf(http, { bytes: paper.maxContractFileBytes + 1, files: 1 })) {
      const added = await files.addFile(ctx, app.shell, params.id, { ...file, shared: query.shared === "true" });
      http.location(`/api/v1/contracts/${params.id}/files/${added.id}`);
      return added;
    }
    throw new Problem("refused", "No file was handed in. Send it as multipart/form-data.");
  });
  route(app, paper.getContractFile, async (ctx, { params, http }) => {
    const { name, mediaType, content } = await files.getFile(ctx, params.id, params.fileId);
    http.sendFile(content, mediaType, name);
    return undefined;
  });
  route(app, paper.shareContractFile, (ctx, { params, body }) => files.shareFile(ctx, params.id, params.fileId, body.shared));
  route(app, paper.removeContractFile, async (ctx, { params }) => {
    await files.removeFile(ctx, params.id, params.fileId);
    return undefined;
  });
  route(app, paper.listContractNotes, async (ctx, { params }) => ({ rows: await notes.listNotes(ctx, params.id) }));
  route(app, paper.addContractNote, (ctx, { params, body }) => notes.addNote(ctx, params.id, body));
  route(app, paper.removeContractNote, async (ctx, { params }) => {
    await notes.removeNote(ctx, params.id, params.noteId);
    return undefined;
  });
}

function versioned(http: Exchange, contract: ContractDetail): ContractDetail {
  http.version(contract.revision);
  return contract;
}
