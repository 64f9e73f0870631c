import { SegmentedControl } from "@mantine/core";
import type { TermsDraft } from "../draft/terms-draft.ts";
import { AdmissionFields } from "./admission-field.tsx";
import { AllowancesField } from "./allowances-field.tsx";
import { HoursField } from "./hours-field.tsx";
import { Part } from "./part.tsx";
import { TargetsField } from "./targets-field.tsx";
import { TextField } from "./text-field.tsx";
import styles from "./editor.module.css";

type Props = { readonly draft: TermsDraft; readonly onChange: (changes: Partial<TermsDraft>) => void };

const contacts = [
  { value: "any", label: "Anybody" },
  { value: "named", label: "Named callers" },
  { value: "none", label: "Nobody" },
] as const;

/** The terms, part by part. */
export function TermsForm({ draft, onChange }: Props) {
  return (
    <>
      <Part title="Hours">
        <HoursField draft={draft} onChange={onChange} />
      </Part>
      <Part title="Who may ask, how and for what">
        <div className={styles["contacts"]}>
          <span className={styles["label"]} aria-hidden>
            Who
          </span>
          <SegmentedControl
            aria-label="Who may ask"
            size="sm"
            data={[...contacts]}
            value={draft.contacts}
            onChange={(value) => onChange({ contacts: value })}
          />
        </div>
        {draft.contacts === "named" && (
          <TextField
            label="At most"
            unit="named callers"
            inputMode="numeric"
            description="Of an account; nothing: as many as are marked"
            pointer="/namedAtMost"
            value={draft.namedAtMost}
            onChange={(namedAtMost) => onChange({ namedAtMost })}
          />
        )}
        <AdmissionFields admission={draft} pointer="" onChange={onChange} />
      </Part>
      <Part title="Targets">
        <TargetsField targets={draft.targets} onChange={(targets) => onChange({ targets })} />
      </Part>
      <Part title="Allowances">
        <AllowancesField draft={draft} onChange={onChange} />
      </Part>
    </>
  );
}
