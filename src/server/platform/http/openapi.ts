import { isDeepStrictEqual } from "node:util";
import { constants } from "node:zlib";
import type { ZodType } from "zod";

const version = "0.1.0";

/** Writes a reply. With `check`, one that does not hold exactly what its schema declares is a bug and fails the request. */
function serializer(check: boolean, method: string, url: string, schema: unknown): (data: unknown) => string {
  if (!check) return JSON.stringify;
  return (data) => {
    const text = JSON.stringify(data);
    const result = (schema as ZodType).safeParse(JSON.parse(text));
    if (!result.success) throw new Error(`The reply of ${method} ${url} is not as declared: ${result.error.message}`);
    if (!isDeepStrictEqual(result.data, JSON.parse(text)))
      throw new Error(`The reply of ${method} ${url} holds more than is declared: ${text}`);
    return text;
  };
}

export const openApi = {
  serializer,
  document: {
    openapi: "3.1.0",
    info: { title: "Ambit", version, description: "The support desk that knows what is covered." },
    servers: [{ url: "/" }],
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key." },
        session: { type: "apiKey", in: "cookie", name: "ambit.session_token" },
      },
    },
    security: [{ key: [] }, { session: [] }],
  },
  /** Answers are made while somebody waits: little effort gives most of the gain. */
  fastBrotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
} as const;
