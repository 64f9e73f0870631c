import { expect, test } from "vitest";
import { documentsWords, runStateWords } from "./run-words.ts";

test("the documents of a run are counted over all currencies; what there is none of is not named", () => {
  expect(documentsWords([])).toBeNull();
  expect(documentsWords([{ invoices: 0, creditNotes: 0 }])).toBeNull();
  expect(documentsWords([{ invoices: 1, creditNotes: 0 }])).toBe("1 invoice");
  expect(
    documentsWords([
      { invoices: 2, creditNotes: 0 },
      { invoices: 1, creditNotes: 1 },
    ]),
  ).toBe("3 invoices and 1 credit note");
});

test("a preview never reads as posted", () => {
  expect(runStateWords({ status: "done", dryRun: true })).toBe("Preview");
  expect(runStateWords({ status: "done", dryRun: false })).toBe("Posted");
  expect(runStateWords({ status: "running", dryRun: true })).toBe("Looking");
  expect(runStateWords({ status: "cancelled", dryRun: false })).toBe("Stopped");
});
