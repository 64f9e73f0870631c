import { Button, Collapse, NativeSelect, TextInput } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconChevronDown } from "@tabler/icons-react";
import { useId, useState } from "react";
import { channel as channelSchema } from "#api/values.ts";
import { channelName, severityNames } from "#web/domain/channel-words.ts";
import { mainClue, questionSearch, type QuestionSearch } from "#web/domain/question/question-search.ts";
import { instantWords, dayWords } from "#web/ui/format/words.ts";
import styles from "./conditions.module.css";

type Props = {
  readonly search: QuestionSearch;
  /** A customer asks for themselves: how and by whom is known. */
  readonly isOwn: boolean;
  readonly onChange: (changes: Partial<QuestionSearch>) => void;
  readonly opened: boolean;
  readonly onToggle: () => void;
};

/** Who asks, how, how gravely and when: tucked away, said in a line when set. What is left open is not held against the question (ENT14). */
export function Conditions({ search, isOwn, onChange, opened, onToggle }: Props) {
  const panel = useId();
  const said = conditionsSaid(isOwn ? { ...search, channel: undefined } : search);
  return (
    <div className={styles["conditions"]}>
      <div className={styles["line"]}>
        <Button
          variant="subtle"
          size="compact-md"
          color="gray"
          className={styles["toggle"] ?? ""}
          leftSection={<IconAdjustmentsHorizontal size={17} aria-hidden />}
          rightSection={<IconChevronDown size={15} aria-hidden className={styles["chevron"]} data-open={opened || undefined} />}
          aria-expanded={opened}
          aria-controls={panel}
          onClick={onToggle}
        >
          {said.length === 0 ? (isOwn ? "How grave it is, and when" : "Who asks, how and when") : said.join(" · ")}
        </Button>
        {said.length > 0 && (
          <Button
            variant="subtle"
            size="compact-md"
            className={styles["toggle"] ?? ""}
            onClick={() =>
              onChange({ channel: undefined, severity: undefined, at: undefined, knownAt: undefined, ...besideCleared(search) })
            }
          >
            Reset
          </Button>
        )}
      </div>
      <Collapse expanded={opened} id={panel} transitionDuration={120}>
        <Fields search={search} isOwn={isOwn} onChange={onChange} />
      </Collapse>
    </div>
  );
}

/** What stands beside the subject without being it. */
const besideCleared = (search: QuestionSearch): Partial<QuestionSearch> => {
  const subject = mainClue(search)?.name;
  return {
    ...(subject !== "email" && { email: undefined }),
    ...(subject !== "contractNumber" && { contractNumber: undefined }),
  };
};

function conditionsSaid(search: QuestionSearch): string[] {
  const subject = mainClue(search)?.name;
  const caller = subject === "email" ? undefined : search.email;
  const contract = subject === "contractNumber" ? undefined : search.contractNumber;
  return [
    search.channel && channelName(search.channel),
    search.severity && `severity ${search.severity}`,
    caller && `asked by ${caller}`,
    contract && `under ${contract}`,
    search.at && `on ${momentWords(search.at)}`,
    search.knownAt && `as known on ${momentWords(search.knownAt)}`,
  ].filter((part) => part !== undefined);
}

const momentWords = (moment: string): string => (moment.includes("T") ? instantWords(moment) : dayWords(moment));

function Fields({ search, isOwn, onChange }: Pick<Props, "search" | "isOwn" | "onChange">) {
  return (
    <div className={styles["fields"]}>
      {!isOwn && <ChannelField search={search} onChange={onChange} />}
      <NativeSelect
        label="Severity"
        size="sm"
        id="check-severity"
        data={[{ value: "", label: "Not said" }, ...Object.entries(severityNames).map(([value, label]) => ({ value, label }))]}
        value={search.severity ? String(search.severity) : ""}
        onChange={(event) => onChange({ severity: questionSearch.shape.severity.parse(event.currentTarget.value || undefined) })}
      />
      {!isOwn && mainClue(search)?.name !== "email" && (
        <CallerField key={search.email} email={search.email} onChange={onChange} />
      )}
      <TextInput
        label="On"
        description="Empty: now. The account’s own time."
        inputWrapperOrder={["label", "input", "description"]}
        type="datetime-local"
        size="sm"
        value={localMinute(search.at)}
        onChange={(event) => onChange({ at: event.currentTarget.value || undefined })}
      />
      <TextInput
        label="As known on"
        description="Empty: as known now."
        inputWrapperOrder={["label", "input", "description"]}
        type="datetime-local"
        size="sm"
        value={localMinute(search.knownAt)}
        onChange={(event) => onChange({ knownAt: event.currentTarget.value || undefined })}
      />
    </div>
  );
}

function ChannelField({ search, onChange }: Pick<Props, "search" | "onChange">) {
  return (
    <NativeSelect
      label="Channel"
      size="sm"
      id="check-channel"
      data={[{ value: "", label: "Not said" }, ...channelSchema.options.map((value) => ({ value, label: channelName(value) }))]}
      value={search.channel ?? ""}
      onChange={(event) => onChange({ channel: questionSearch.shape.channel.parse(event.currentTarget.value || undefined) })}
    />
  );
}

/** Asked about once typed, not with every letter. */
function CallerField({ email, onChange }: { email: string | undefined; onChange: Props["onChange"] }) {
  const [text, setText] = useState(email ?? "");
  const send = (): void => {
    if (text.trim() !== (email ?? "")) onChange({ email: text.trim() || undefined });
  };
  return (
    <TextInput
      label="Caller’s e-mail"
      size="sm"
      id="check-caller"
      type="email"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={send}
      onKeyDown={(event) => event.key === "Enter" && send()}
    />
  );
}

/** The moment as the browser's own field takes it: "2026-03-20T23:30". */
function localMinute(moment: string | undefined): string {
  if (moment === undefined) return "";
  return moment.includes("T") ? moment.slice(0, 16) : `${moment}T00:00`;
}
