import { Button, Menu, Modal, Textarea, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState, type FormEvent, type ReactNode } from "react";
import {
  changePlan,
  createPlanTemplate,
  getPlan,
  listPlans,
  listPlanTemplates,
  setDefaultPlan,
  type PlanDetail,
} from "#api/plans.ts";
import { ProblemNotice } from "#web/query/problem-notice.tsx";
import { useWrite } from "#web/query/writes.ts";
import styles from "./plans.module.css";

const shownIn = [getPlan, listPlans];

/** What else can be done with a plan. */
export function PlanMenu({ plan }: { plan: PlanDetail }) {
  const [open, setOpen] = useState<"rename" | "template" | "retire" | "default" | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen("rename")}>Rename</Menu.Item>
          <Menu.Item onClick={() => setOpen("template")}>Keep as a template</Menu.Item>
          <Menu.Item onClick={() => setOpen("default")}>
            {plan.isDefault ? "Default plan no longer" : "Make it the default plan"}
          </Menu.Item>
          <Menu.Item onClick={() => setOpen("retire")}>{plan.retiredAt === null ? "Retire" : "Offer again"}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === "rename" && <RenameForm plan={plan} onClose={close} />}
      {open === "template" && <TemplateForm plan={plan} onClose={close} />}
      {open === "default" && <DefaultForm plan={plan} onClose={close} />}
      {open === "retire" && <RetireForm plan={plan} onClose={close} />}
    </>
  );
}

type FormProps = { readonly plan: PlanDetail; readonly onClose: () => void };

function RenameForm({ plan, onClose }: FormProps) {
  const [name, setName] = useState(plan.name);
  const writing = useWrite(changePlan, { stale: shownIn });
  return (
    <SmallForm
      title={`Rename ${plan.name}`}
      submit="Rename"
      isReady={name.trim() !== "" && name.trim() !== plan.name}
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={() => writing.mutate(changeOf(plan, { name: name.trim() }), { onSuccess: onClose })}
    >
      <TextInput
        label="Name"
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
    </SmallForm>
  );
}

function TemplateForm({ plan, onClose }: FormProps) {
  const [name, setName] = useState(plan.name);
  const [description, setDescription] = useState("");
  const writing = useWrite(createPlanTemplate, { stale: [listPlanTemplates] });
  return (
    <SmallForm
      title={`Keep ${plan.name} as a template`}
      submit="Keep"
      isReady={name.trim() !== ""}
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={() => writing.mutate({ body: { name: name.trim(), description, planId: plan.id } }, { onSuccess: onClose })}
    >
      <p className={styles["soft"]}>New plans can begin with the terms that it has today.</p>
      <TextInput
        label="Name of the template"
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <Textarea
        label="For whom it is"
        autosize
        minRows={2}
        maxLength={1000}
        value={description}
        onChange={({ currentTarget: { value } }) => setDescription(value)}
      />
    </SmallForm>
  );
}

function DefaultForm({ plan, onClose }: FormProps) {
  const writing = useWrite(setDefaultPlan, { stale: shownIn });
  return (
    <SmallForm
      title={plan.isDefault ? `${plan.name}: default no longer` : `${plan.name} as the default plan`}
      submit={plan.isDefault ? "No default plan" : "Make it the default"}
      isReady
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={() => writing.mutate({ body: { planId: plan.isDefault ? null : plan.id } }, { onSuccess: onClose })}
    >
      <p className={styles["soft"]}>
        {plan.isDefault
          ? "Callers of whom nobody knows who they are will not be entitled to anything."
          : "Callers of whom nobody knows who they are get this plan, and a task to find out."}
      </p>
    </SmallForm>
  );
}

function RetireForm({ plan, onClose }: FormProps) {
  const writing = useWrite(changePlan, { stale: shownIn });
  const isRetired = plan.retiredAt !== null;
  return (
    <SmallForm
      title={isRetired ? `Offer ${plan.name} again` : `Retire ${plan.name}`}
      submit={isRetired ? "Offer again" : "Retire"}
      isReady
      pending={writing.isPending}
      error={writing.error}
      onClose={onClose}
      onSubmit={() => writing.mutate(changeOf(plan, { isRetired: !isRetired }), { onSuccess: onClose })}
    >
      <p className={styles["soft"]}>
        {isRetired
          ? "Contracts can name it again."
          : "It is offered for nothing new. Contracts that have it keep it, with all that it promises."}
      </p>
    </SmallForm>
  );
}

const changeOf = (plan: PlanDetail, body: { name: string } | { isRetired: boolean }) => ({
  params: { id: plan.id },
  headers: { "if-match": `"${plan.revision}"` },
  body,
});

type SmallProps = {
  readonly title: string;
  readonly submit: string;
  readonly isReady: boolean;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
};

function SmallForm({ title, submit, isReady, pending, error, onClose, onSubmit, children }: SmallProps) {
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady) onSubmit();
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form className={styles["form"]} onSubmit={send} aria-label={title}>
        {children}
        {error && <ProblemNotice error={error} doing="writing" />}
        <div className={styles["formActions"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={!isReady}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
