import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Equal, Plus, Star } from 'lucide-react';
import { useFormat } from '../../../i18n/use-format.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { VersionMark } from '../version-mark.tsx';
import {
  keyAt,
  lacksOf,
  mostVersions,
  withControl,
  withoutVersion,
  withShares,
  withVersion,
  withVersionAt,
  type Design,
} from './design.ts';
import { ShareField } from './share-field.tsx';
import { equalShares, withShare } from './shares.ts';
import { VersionMenu } from './version-menu.tsx';

type Props = { design: Design; onChange: (design: Design) => void; onShow: (at: number) => void };

/** The versions by name and share; which of them the others are compared with. */
export function VersionList({ design, onChange, onShow }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const lacks = lacksOf(design);
  const { variants } = design;
  const shares = variants.map((one) => one.share);
  const full = variants.length >= mostVersions;
  const mostText = exact(mostVersions);
  const add = (like?: number) => {
    const from = like === undefined ? undefined : variants[like];
    const taken = new Set(variants.map((one) => one.name.trim().toLowerCase()));
    const base = from ? t`${from.name}, changed` : t`Version ${keyAt(variants.length)}`;
    const name = taken.has(base.toLowerCase()) ? `${base} ${exact(variants.length + 1)}` : base;
    onChange(withVersion(design, name.slice(0, 80), from));
    onShow(variants.length);
  };
  const problemAt = (at: number) => {
    if (lacks.some((one) => one.kind === 'no-name' && one.at === at)) return t`Give this version a name.`;
    if (lacks.some((one) => one.kind === 'same-name' && one.at === at))
      return t`Another version is called that. Choose another name.`;
    return undefined;
  };
  return (
    <Card
      id="versions"
      title={t`The versions`}
      note={t`Who gets which is drawn for each person, and stays. The control is the version the others are compared with.`}
    >
      <ul className="grid gap-4" aria-label={t`Versions`}>
        {variants.map((one, at) => {
          const letter = keyAt(at);
          return (
            <li key={letter} data-version={letter} className="rounded-md border border-line p-3 sm:p-4">
              <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 gap-y-2 md:grid-cols-[auto_minmax(0,1fr)_minmax(0,1fr)_auto] md:gap-x-4">
                <div className="pt-9">
                  <VersionMark letter={letter} />
                </div>
                <TextField
                  id={`version-name-${letter}`}
                  name={`version-name-${letter}`}
                  label={t`Name of version ${letter}`}
                  autoComplete="off"
                  value={one.name}
                  error={problemAt(at)}
                  onChange={(name) => onChange(withVersionAt(design, at, { name: name.slice(0, 80) }))}
                />
                <div className="order-last col-span-3 grid content-start gap-1.5 md:order-none md:col-span-1">
                  <span className="flex min-h-5 items-center gap-2 font-medium">
                    <Trans>Share</Trans>
                    {one.is_control && (
                      <Badge tone="info" icon={Star}>
                        <Trans>Control</Trans>
                      </Badge>
                    )}
                  </span>
                  <ShareField
                    letter={letter}
                    share={one.share}
                    versions={variants.length}
                    onChange={(share) => onChange(withShares(design, withShare(shares, at, share)))}
                  />
                </div>
                <div className="pt-8">
                  <VersionMenu
                    letter={letter}
                    {...(one.is_control ? {} : { onControl: () => onChange(withControl(design, at)) })}
                    {...(full ? {} : { onCopy: () => add(at) })}
                    {...(variants.length > 2
                      ? {
                          onRemove: () => {
                            onChange(withoutVersion(design, at));
                            onShow(0);
                          },
                        }
                      : {})}
                  />
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap gap-2">
          <Button disabled={full} icon={<Plus className="size-4" aria-hidden />} onClick={() => add()}>
            <Trans>Add a version</Trans>
          </Button>
          <Button
            kind="quiet"
            icon={<Equal className="size-4" aria-hidden />}
            onClick={() => onChange(withShares(design, equalShares(variants.length)))}
          >
            <Trans>Equal shares</Trans>
          </Button>
        </div>
        <p className="text-sm text-muted">
          {full ? (
            <Trans>{mostText} versions are the most.</Trans>
          ) : (
            <Plural
              value={variants.length}
              one="# version. Each further one needs as many people again."
              other="# versions. Each further one needs as many people again."
            />
          )}
        </p>
      </div>
    </Card>
  );
}
