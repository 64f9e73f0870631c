import fc from "fast-check";
import { expect, test } from "vitest";
import { flat } from "./flat.ts";

test("whatever it was put together from, the text is the same", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary", maxLength: 20 }), { maxLength: 4 }), (parts) => {
      const text = parts.join("-");
      expect(flat(text)).toBe(text);
      expect(flat(`${text}, ${text}`)).toBe(`${text}, ${text}`);
    }),
  );
  expect(["", "short", "👩‍💻 sits in front of it"].map(flat)).toEqual(["", "short", "👩‍💻 sits in front of it"]);
});
