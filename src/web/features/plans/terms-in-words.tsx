import type { PlanTerms } from "#core/entitlement/terms.ts";
import { useProductNames } from "#web/domain/admits/product-choice.tsx";
import { allowanceDetails, allowanceWords } from "#web/domain/plan-terms/allowance-words.ts";
import { hoursWords } from "#web/domain/plan-terms/hours-words.ts";
import { callerWords, channelsWords, productsWords, severitiesWords } from "#web/domain/plan-terms/terms-words.ts";
import styles from "./plans.module.css";

/** Terms as a customer reads them, but for the targets, which are a table. */
export function TermsInWords({ terms }: { terms: PlanTerms }) {
  return (
    <dl className={styles["terms"]}>
      <dt>Open</dt>
      <dd>
        {hoursWords(terms.hours)}
        <Holidays terms={terms} />
      </dd>
      <dt>By</dt>
      <dd>{channelsWords(terms.channels)}</dd>
      <dt>Who may ask</dt>
      <dd>{callerWords(terms)}</dd>
      <dt>For</dt>
      <dd>
        {severitiesWords(terms.severities)}, <Products products={terms.products} />
      </dd>
      <dt>How much</dt>
      <dd>
        {terms.allowances.length === 0
          ? "without limit"
          : terms.allowances.map((allowance) => (
              <p key={allowance.key}>
                {allowanceWords(allowance)}
                <span className={styles["detail"]}>{allowanceDetails(allowance).join(" ")}</span>
              </p>
            ))}
      </dd>
    </dl>
  );
}

function Products({ products }: { products: PlanTerms["products"] }) {
  const ids = typeof products === "object" ? products.only : [];
  const nameOf = useProductNames(ids);
  if (ids.length === 0) return productsWords(products);
  return `only ${new Intl.ListFormat("en-GB").format(ids.map(nameOf))}`;
}

function Holidays({ terms }: { terms: PlanTerms }) {
  const holidays = terms.hours.holidays ?? [];
  if (holidays.length === 0) return null;
  return (
    <details className={styles["holidays"]}>
      <summary>except on {holidays.length === 1 ? "one holiday" : `${holidays.length} holidays`}</summary>
      <ul>
        {holidays.map(({ date, name, hours = [] }) => (
          <li key={`${date} ${name}`}>
            {[date, name].filter(Boolean).join(" ")}:{" "}
            {hours.map(([opens, closes]) => `${opens}–${closes}`).join(", ") || "closed"}
          </li>
        ))}
      </ul>
    </details>
  );
}
