import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emailKey, nameKey, phoneKey } from "./keys.ts";
import { nearSerials, slipsBetween } from "./near.ts";
import { isPlaceholderSerial, serialKey, serialPlain } from "./serial.ts";

describe("COV12: serials", () => {
  test.each(["phh-68634 f", " PHH68634F", "PHH.68634/F", "ＰＨＨ６８６３４Ｆ", "PHH\u00A068634\u2013F", "p_h_h:68634f\t"])(
    "COV12: %s is PHH68634F however typed",
    (typed) => {
      expect(serialPlain(typed)).toBe("PHH68634F");
    },
  );

  test("COV12: O is 0 and I and L are 1 as meant, not as typed", () => {
    expect(serialKey("PHHO1I")).toBe("PHH011");
    expect(serialKey("phh-0ll")).toBe("PHH011");
    expect(serialPlain("PHHO1I")).not.toBe(serialPlain("PHH0LL"));
  });

  test("COV12: letters of every script survive", () => {
    expect(serialPlain("сн-42")).toBe("СН42");
    expect(serialPlain("機番 7")).toBe("機番7");
    expect(serialPlain("कि-1")).toBe("कि1");
    expect(serialPlain("straße 1")).toBe("STRASSE1");
  });

  test.each([
    "0000000",
    "0",
    "XXXX",
    "--",
    "",
    " ",
    "To be filled by O.E.M.",
    "n/a",
    "N.A.",
    "None",
    "unknown",
    "Default string",
  ])("COV12: “%s” identifies nothing", (typed) => {
    expect(isPlaceholderSerial(typed)).toBe(true);
  });

  test.each(["System Serial Number", "123456789", "1234", "TBD", "not specified", "０００"])(
    "COV12: “%s” identifies nothing",
    (typed) => {
      expect(isPlaceholderSerial(typed)).toBe(true);
    },
  );

  test.each(["PHH68634F", "SN1234567", "TESTA1", "12", "1243", "00000001"])("COV12: “%s” is a serial", (typed) => {
    expect(isPlaceholderSerial(typed)).toBe(false);
  });

  test("COV12: keys of keys are the same keys", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        expect(serialPlain(serialPlain(typed))).toBe(serialPlain(typed));
        expect(serialKey(serialKey(typed))).toBe(serialKey(typed));
        expect(serialKey(serialPlain(typed))).toBe(serialKey(typed));
      }),
    );
  });
});

describe("COV12: near serials", () => {
  test("COV12: slips are additions, omissions, mistakes and swaps", () => {
    expect(slipsBetween("PHH68634F", "PHH68643F")).toBe(1);
    expect(slipsBetween("PHH68634F", "PHH6834")).toBe(2);
    expect(slipsBetween("PHH68634F", "PXX68614F")).toBe(3);
    expect(slipsBetween("", "AB")).toBe(2);
    expect(slipsBetween("СН42", "СН24")).toBe(1);
  });

  test("COV12: the nearest first, then by alphabet, and none that is further than two slips", () => {
    expect(nearSerials("PHH68634F", ["PXX68614F", "PHH6834", "PHH68635F", "PHH68633F", "PHH68634F"])).toEqual([
      "PHH68634F",
      "PHH68633F",
      "PHH68635F",
      "PHH6834",
    ]);
  });

  test("COV12: it is as far there as back, and nought only to itself", () => {
    const serial = fc.string({ unit: fc.constantFrom("A", "B", "1"), maxLength: 7 });
    fc.assert(
      fc.property(serial, serial, (a, b) => {
        expect(slipsBetween(a, b)).toBe(slipsBetween(b, a));
        expect(slipsBetween(a, b) === 0).toBe(a === b);
        expect(slipsBetween(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("keys of people and names", () => {
  test("an e-mail address is known in any case, with blanks around it", () => {
    expect(emailKey("  Juno.Petrov@Northgate.Example\n")).toBe("juno.petrov@northgate.example");
    expect(emailKey("j+desk@ex.example")).toBe("j+desk@ex.example");
  });

  test.each([
    ["+44 20 7946 3050", "+442079463050"],
    ["0044 20 7946-3050", "+442079463050"],
    ["+44 (0)20 7946 3050", "+442079463050"],
    ["(+44) 20 7946 3050", "+442079463050"],
    ["tel:+44-20-7946-3050", "+442079463050"],
    ["+44 20 7946 3050 ext. 12", "+442079463050"],
    ["+442079463050x7", "+442079463050"],
    ["＋44 20 7946 3050", "+442079463050"],
    ["020 7946 3050", "02079463050"],
    ["", ""],
  ])("the telephone number %s is %s", (typed, key) => {
    expect(phoneKey(typed)).toBe(key);
  });

  test("a name keeps its accents and its script, and loses case and spare blanks", () => {
    expect(nameKey("  Håkan\u00A0\t Ångström AB ")).toBe("håkan ångström ab");
    expect(nameKey("株式会社　東京")).toBe("株式会社 東京");
    expect(nameKey("Müller")).not.toBe(nameKey("Muller"));
    expect(nameKey("Mu\u0308ller")).toBe(nameKey("Müller"));
  });
});
