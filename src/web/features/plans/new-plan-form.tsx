import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import type { ReplyOf } from "#api/endpoint.ts";
import { createPlan, listPlans, listPlanTemplates, removePlanTemplate } from "#api/plans.ts";
import type { PlanTerms } from "#core/entitlement/terms.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { read } from "#web/query/reads.ts";
import { useWrite } from "#web/query/writes.ts";
import styles from "./plans.module.css";
import { TermsInWords } from "./terms-in-words.tsx";

/** A plan from a template, in one step: its name and which. */
export function NewPlanForm({ onClose }: { onClose: () => void }) {
  const { data, error } = useQuery(read(listPlanTemplates, {}));
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<string>();
  const navigate = useNavigate();
  const making = useWrite(createPlan, { stale: [listPlans] });
  const template = data?.rows.find(({ id }) => id === chosen) ?? data?.rows[0];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!template || name.trim() === "") return;
    making.mutate(
      { body: { name: name.trim(), templateId: template.id, reason: `Made from the template ${template.name}` } },
      { onSuccess: ({ id }) => void navigate({ to: "/plans/$id", params: { id } }) },
    );
  };
  return (
    <Modal opened onClose={onClose} title="New plan" size="lg">
      <form className={styles["form"]} onSubmit={submit} aria-label="New plan">
        <TextInput
          label="Name"
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={({ currentTarget: { value } }) => setName(value)}
        />
        {data && (
          <NativeSelect
            label="Template"
            data={data.rows.map((row) => ({ value: row.id, label: row.name }))}
            description={template?.description}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={template?.id ?? ""}
            onChange={({ currentTarget: { value } }) => setChosen(value)}
          />
        )}
        {template && (
          <div className={styles["offered"]}>
            <TermsInWords terms={template.terms as PlanTerms} />
          </div>
        )}
        {template && !template.isBuiltIn && <RemoveTemplate key={template.id} template={template} />}
        {error && <ProblemNotice error={error} />}
        {making.error && <ProblemNotice error={making.error} doing="writing" />}
        <div className={styles["formActions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={making.isPending} disabled={!template || name.trim() === ""}>
            Make plan
          </Button>
        </div>
      </form>
    </Modal>
  );
}

type Template = ReplyOf<typeof listPlanTemplates>["rows"][number];

/** A template of one's own can go; what was made from it stays. */
function RemoveTemplate({ template }: { template: Template }) {
  const [asked, setAsked] = useState(false);
  const removing = useWrite(removePlanTemplate, { stale: [listPlanTemplates] });
  return (
    <div className={styles["remove"]}>
      {asked ? (
        <>
          <span>Plans made from it stay.</span>
          <Button
            variant="default"
            size="compact-sm"
            loading={removing.isPending}
            onClick={() => removing.mutate({ params: { id: template.id } })}
          >
            Remove {template.name}
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setAsked(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button variant="default" size="compact-sm" onClick={() => setAsked(true)}>
          Remove this template
        </Button>
      )}
      {removing.error && <ProblemNotice error={removing.error} doing="writing" />}
    </div>
  );
}
