/** Every refusal the wire knows: its status and its title. A route declares which of them it may give. */

type Registered = { readonly status: number; readonly title: string };

export const problems = {
  validation_failed: { status: 400, title: "Something in the request is not as it must be." },
  not_signed_in: { status: 401, title: "Sign in first." },
  sign_in_failed: { status: 401, title: "The e-mail address or the password is not right." },
  not_allowed: { status: 403, title: "Your role does not allow this." },
  foreign_origin: { status: 403, title: "This request comes from another site." },
  not_found: { status: 404, title: "There is no such thing here, or it is not yours to see." },
  too_slow: { status: 408, title: "The request did not arrive in time." },
  conflict: { status: 409, title: "This does not fit the present state." },
  outdated_preview: { status: 409, title: "What the preview showed has changed since." },
  stale_version: { status: 412, title: "Somebody else changed this in the meantime." },
  too_large: { status: 413, title: "That is more than is accepted at once." },
  unsupported_media_type: { status: 415, title: "This kind of content is not accepted here." },
  refused: { status: 422, title: "A rule refuses this." },
  idempotency_key_reused: { status: 422, title: "This Idempotency-Key was used for another request." },
  version_required: { status: 428, title: "Say which version you change: send If-Match." },
  too_many_requests: { status: 429, title: "Too many attempts. Wait a little." },
  headers_too_large: { status: 431, title: "The request's headers are larger than is accepted." },
  internal: { status: 500, title: "Something broke on our side." },
  unavailable: { status: 503, title: "Not ready at the moment. Try again shortly." },
} as const satisfies Record<string, Registered>;

export type ProblemCode = keyof typeof problems;

/** Where a problem's type is explained. */
export const problemType = (code: ProblemCode): string => `/docs/problems#${code}`;

/** What is wrong with one field: a JSON Pointer into the request (`/body/startsOn`, `/query/limit`), and words. */
export type FieldError = { readonly pointer: string; readonly message: string };
