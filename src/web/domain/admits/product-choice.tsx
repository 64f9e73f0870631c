import { useQueries } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { getProduct, listProducts } from "#api/register.ts";
import { read } from "#web/query/reads.ts";
import { useOffered } from "#web/query/use-offered.ts";
import { SearchChoice } from "#web/ui/choice/search-choice.tsx";
import type { Choice } from "./choice.ts";
import { ChoiceField } from "./choice-field.tsx";
import styles from "./admits.module.css";

type Props = {
  readonly label?: string;
  readonly choice: Choice<string>;
  readonly onChange: (choice: Choice<string>) => void;
  readonly words?: Partial<Record<Choice<string>["how"], string>>;
  readonly fault?: string | undefined;
  readonly id?: string;
};

/** Products as any, only these, or none; each stands for its branch of the product tree. */
export function ProductChoice({ label = "Products", choice, onChange, ...more }: Props) {
  return (
    <ChoiceField label={label} choice={choice} onChange={onChange} {...more}>
      <PickedProducts
        ids={choice.only}
        onDrop={(id) => onChange({ ...choice, only: choice.only.filter((each) => each !== id) })}
      />
      <ProductSearch
        picked={choice.only}
        onPick={(id) => !choice.only.includes(id) && onChange({ ...choice, only: [...choice.only, id] })}
      />
    </ChoiceField>
  );
}

/** The names of products by id, as far as they are known yet. */
export function useProductNames(ids: readonly string[]): (id: string) => string {
  const found = useQueries({ queries: ids.map((id) => read(getProduct, { params: { id } })) });
  return (id) => found[ids.indexOf(id)]?.data?.name ?? "…";
}

function PickedProducts({ ids, onDrop }: { ids: readonly string[]; onDrop: (id: string) => void }) {
  const nameOf = useProductNames(ids);
  if (ids.length === 0) return null;
  return (
    <ul className={styles["picked"]} aria-label="Products chosen">
      {ids.map((id) => (
        <li key={id} className={styles["name"]}>
          <span>{nameOf(id)}</span>
          <button type="button" aria-label={`Without ${nameOf(id)}`} onClick={() => onDrop(id)}>
            <IconX size={14} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function ProductSearch({ picked, onPick }: { picked: readonly string[]; onPick: (id: string) => void }) {
  const [text, setText] = useState("");
  const { rows, settled, onTyped } = useOffered(listProducts, {}, null);
  const offered = rows.filter(({ id }) => !picked.includes(id));
  const type = (typed: string): void => {
    setText(typed);
    onTyped(typed);
  };
  return (
    <SearchChoice
      label="Add a product"
      labelHidden
      placeholder="Add a product: name or part number"
      value={null}
      name={null}
      offered={offered.map(({ id, name, maker }) => ({ value: id, label: name.startsWith(maker) ? name : `${maker} ${name}` }))}
      settled={settled}
      text={text}
      onTyped={type}
      onChange={(id) => {
        if (id === null) return;
        onPick(id);
        type("");
      }}
    />
  );
}
