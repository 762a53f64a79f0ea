import { useLingui } from '@lingui/react/macro';
import { ApiProblem } from '../../api/problem.ts';
import { TextField } from '../../ui/text-field.tsx';

/** The server would not call the address that was sent. */
export const addressRefused = (error: unknown): boolean =>
  error instanceof ApiProblem && error.field === 'body.base_url';

export const goodAddress = (url: string): boolean => /^https?:\/\/[^\s]+$/.test(url.trim());

/** Where the platform's API is. */
export function AddressField(props: {
  id: string;
  value: string;
  usual: string;
  onChange: (url: string) => void;
  tried: boolean;
  refused: boolean;
}) {
  const { t } = useLingui();
  const { usual } = props;
  const wrong = () => {
    if (props.tried && !goodAddress(props.value))
      return t`Write an address that begins with http:// or https://`;
    if (props.refused)
      return t`This server may not call that address. Write a public one; whoever runs the server can allow a network of your own with SAMPARK_SENDER_NETWORKS.`;
  };
  return (
    <TextField
      id={props.id}
      name="base_url"
      type="url"
      label={t`Address of its API`}
      autoComplete="off"
      value={props.value}
      onChange={props.onChange}
      hint={t`Usually ${usual}`}
      error={wrong()}
    />
  );
}
