import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { readSetup, setUp } from '../../api/calls.ts';
import { ApiProblem } from '../../api/problem.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useTitle } from '../../lib/use-title.ts';
import { OutsideShell } from '../../shell/outside-shell.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** First run without the demo: the first workspace and its administrator, and nothing else asked. */
export function SetupPage() {
  const { t } = useLingui();
  useTitle(t`Set up Sampark`);
  const state = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => readSetup(signal), staleTime: 0 });
  if (state.data && !state.data.needed) return <Navigate to="/" replace />;
  return (
    <OutsideShell>
      <div className="grid gap-6">
        <div className="grid gap-1">
          <h1 className="text-2xl font-semibold">
            <Trans>Set up Sampark</Trans>
          </h1>
          <p className="text-muted">
            <Trans>
              Name your workspace and make yourself its administrator. Everything else can be set later.
            </Trans>
          </p>
        </div>
        {state.data ? (
          <SetupForm codeRequired={state.data.code_required} onTaken={() => void state.refetch()} />
        ) : state.isError ? (
          <ErrorState error={state.error} retrying={state.isFetching} onRetry={() => void state.refetch()} />
        ) : (
          <Skeleton className="h-80" />
        )}
      </div>
    </OutsideShell>
  );
}

const shortestPassword = 12;
/** The server's field names, and the fields of this form. */
const fieldIds: Record<string, string> = {
  code: 'code',
  'workspace.name': 'workspace',
  'admin.name': 'name',
  'admin.email': 'email',
  'admin.password': 'password',
};

function SetupForm({ codeRequired, onTaken }: { codeRequired: boolean; onTaken: () => void }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [values, setValues] = useState({ workspace: '', name: '', email: '', password: '', code: '' });
  const [faults, setFaults] = useState<SummaryItem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const mutation = useMutation({
    mutationFn: setUp,
    onSuccess: () => navigate({ to: '/' }),
    // Somebody else was first: there is nothing to set up any more.
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'not_found') onTaken();
    },
  });
  const set = (name: keyof typeof values) => (value: string) => setValues({ ...values, [name]: value });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mutation.isPending) return;
    const items: SummaryItem[] = [];
    if (!values.workspace.trim())
      items.push({ fieldId: 'workspace', text: t`Enter a name for the workspace` });
    if (!values.name.trim()) items.push({ fieldId: 'name', text: t`Enter your name` });
    if (!/\S@\S/.test(values.email)) items.push({ fieldId: 'email', text: t`Enter your e-mail address` });
    if (Array.from(values.password).length < shortestPassword)
      items.push({ fieldId: 'password', text: t`Use at least 12 characters` });
    if (codeRequired && !values.code.trim())
      items.push({ fieldId: 'code', text: t`Enter the set-up code from the server’s log` });
    setFaults(items);
    setAttempt((n) => n + 1);
    if (items.length > 0) return mutation.reset();
    mutation.mutate({
      ...(codeRequired ? { code: values.code.trim() } : {}),
      workspace: {
        name: values.workspace.trim(),
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        language: i18n.locale,
        ...defaultCountry(),
      },
      admin: { name: values.name.trim(), email: values.email.trim(), password: values.password },
    });
  };
  const code = mutation.error instanceof ApiProblem ? mutation.error.code : '';
  const refused = mutation.error ? errorText(mutation.error) : undefined;
  const told = toldByServer();
  const items = faults.length > 0 ? faults : told;
  const errorFor = (fieldId: string) => items.find((item) => item.fieldId === fieldId)?.text;

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {(faults.length > 0 || refused) && (
        <ErrorSummary key={attempt} title={title()} items={items}>
          {refused && told.length === 0 && <p>{refused.remedy}</p>}
        </ErrorSummary>
      )}
      <TextField
        id="workspace"
        name="organization"
        label={t`Workspace`}
        hint={t`Your firm or your team, as colleagues know it.`}
        autoComplete="organization"
        value={values.workspace}
        onChange={set('workspace')}
        error={errorFor('workspace')}
        required
      />
      <TextField
        id="name"
        name="name"
        label={t`Your name`}
        autoComplete="name"
        value={values.name}
        onChange={set('name')}
        error={errorFor('name')}
        required
      />
      <TextField
        id="email"
        name="email"
        type="email"
        label={t`E-mail address`}
        hint={t`Only to sign in; no e-mail is sent.`}
        autoComplete="username"
        value={values.email}
        onChange={set('email')}
        error={errorFor('email')}
        required
      />
      <TextField
        id="password"
        name="password"
        type="password"
        label={t`Password`}
        hint={t`At least 12 characters; a few unrelated words are good.`}
        autoComplete="new-password"
        value={values.password}
        onChange={set('password')}
        error={errorFor('password')}
        required
      />
      {codeRequired && (
        <TextField
          id="code"
          name="code"
          label={t`Set-up code`}
          hint={t`It is in the server’s log. Away from the machine itself it is asked for, so that nobody else can be first.`}
          autoComplete="off"
          value={values.code}
          onChange={set('code')}
          error={errorFor('code')}
          required
        />
      )}
      <Button
        type="submit"
        kind="primary"
        large
        busy={mutation.isPending}
        icon={<Rocket className="size-4" aria-hidden />}
      >
        <Trans>Make the workspace</Trans>
      </Button>
    </form>
  );

  function title(): string {
    if (!refused) return t`Something is still missing`;
    return code === 'forbidden' ? t`This is not the set-up code` : refused.title;
  }

  /** What the server found, in the person's language, at the field it is about. */
  function toldByServer(): SummaryItem[] {
    if (code === 'forbidden')
      return [{ fieldId: 'code', text: t`Copy the code from the server’s log once more` }];
    if (code === 'weak_password') return [{ fieldId: 'password', text: refused?.remedy ?? '' }];
    const words: Record<string, string> = {
      workspace: t`Enter a shorter name for the workspace`,
      name: t`Enter a shorter name`,
      email: t`Enter a whole e-mail address`,
      password: t`Use at least 12 characters`,
      code: t`Copy the code from the server’s log once more`,
    };
    return Object.keys(fieldProblems(mutation.error)).flatMap((field) => {
      const fieldId = fieldIds[field];
      return fieldId ? [{ fieldId, text: words[fieldId] ?? '' }] : [];
    });
  }
}

/** The browser's own region, if it names one: numbers without a country code are read by it. */
function defaultCountry(): { default_country?: string } {
  const region = navigator.languages.map((tag) => new Intl.Locale(tag).region).find(Boolean);
  return region && /^[A-Z]{2}$/.test(region) ? { default_country: region } : {};
}
