import { TEAM } from './texts.ts';
import { useManagers } from './use-managers.ts';

/** More than this would be a list. The page Team has them all. */
const MAX_SHOWN = 3;

/** Says why the person can't do something here, and who can. `onlyOwners`: admins can't either. */
export function AskManagers({ why, onlyOwners = false }: { why: string; onlyOwners?: boolean }) {
  const all = useManagers().data ?? [];
  const managers = all.filter(({ role }) => !onlyOwners || role === 'owner').slice(0, MAX_SHOWN);
  return (
    <p className="text-sm text-muted">
      {why}
      {managers.length > 0 && ` ${TEAM.askOne} `}
      {managers.map(({ name, email }, index) => (
        <span key={email}>
          {index > 0 && ` ${TEAM.or} `}
          <a href={`mailto:${email}`} className="wrap-anywhere text-accent underline underline-offset-2">
            {name}
          </a>
        </span>
      ))}
      {managers.length > 0 && '.'}
    </p>
  );
}
