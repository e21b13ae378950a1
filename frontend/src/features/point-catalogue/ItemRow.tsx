import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PointItem } from '@/shared/civility/catalogue';
import { useItemWords } from '@/shared/civility/useItemWords';
import { useFormat } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Tag } from '@/shared/ui/Tag';
import classes from './PointCatalogue.module.css';

/** One line of the catalogue; its history is open to everybody who may read it. */
export function ItemRow({ item, onRevise, onClose }: { item: PointItem; onRevise: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const words = useItemWords();
  const { version } = item;
  const mayRevise = item.abilities.includes('revise');
  return (
    <li data-closed={!version.is_open || undefined}>
      <div className={classes.what}>
        <p className={classes.name}>
          <small>{item.code}</small>
          <b>{version.name}</b>
          {version.kind !== 'recognition' && (
            <Tag tone={version.kind === 'deduction' ? 'trouble' : 'calm'}>{t(`pointWords.kind.${version.kind}`)}</Tag>
          )}
          {!version.is_open && <Tag tone="soon">{t('pointItems.closed')}</Tag>}
        </p>
        {!item.is_in_force && (
          <p className={classes.next}>{t('pointItems.begins', { date: date(version.effective_from) })}</p>
        )}
        {item.next && (
          <p className={classes.next}>
            {t(item.next.is_open ? 'pointItems.nextVersion' : 'pointItems.nextClosed', {
              date: date(item.next.effective_from),
              worth: words.worth(item.next),
            })}
          </p>
        )}
        <p className={classes.facts}>
          <span>{t('pointItems.recordedBy', { who: t(`pointWords.recorder.${version.recorder}`) })}</span>
          {version.kind !== 'reminder' && <span>{words.caps(version)}</span>}
          {version.needs_note && <span>{t('pointItems.needsNote')}</span>}
        </p>
      </div>
      <span className={classes.worth} data-kind={version.kind}>
        {words.worth(version)}
      </span>
      <div className={classes.acts}>
        <ButtonLink
          to="/point-items/$id"
          params={{ id: item.id }}
          size="sm"
          variant="subtle"
          aria-label={t('pointItems.historyOf', { name: version.name })}
        >
          {t('pointItems.history')}
        </ButtonLink>
        {mayRevise && (
          <Button
            size="sm"
            variant="default"
            aria-label={t(version.is_open ? 'pointItems.reviseOf' : 'pointItems.reopenOf', { name: version.name })}
            onClick={onRevise}
          >
            {t(version.is_open ? 'pointItems.revise' : 'pointItems.reopen')}
          </Button>
        )}
        {mayRevise && version.is_open && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('pointItems.closeOf', { name: version.name })}
            onClick={onClose}
          >
            {t('pointItems.close')}
          </Button>
        )}
      </div>
    </li>
  );
}
