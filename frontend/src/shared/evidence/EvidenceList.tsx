import { IconCertificate, IconFileText, IconPhoto, type IconProps, IconTable } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';
import { useWords } from '../i18n/useWords';
import classes from './Evidence.module.css';
import { contentOf, type EvidenceKind, type EvidenceRef, isImage, smallContentOf } from './files';

const marks: Record<EvidenceKind, ComponentType<IconProps>> = {
  photo: IconPhoto,
  certificate: IconCertificate,
  document: IconFileText,
  sheet: IconTable,
};

/** The picture itself, small; of a PDF what it is. */
function Thumbnail({ item }: { item: EvidenceRef }) {
  const Mark = marks[item.kind];
  return (
    <span className={classes.thumbnail}>
      {isImage(item) && !item.is_withdrawn ? (
        <img src={smallContentOf(item.id)} alt="" loading="lazy" decoding="async" />
      ) : (
        <Mark size={26} stroke={1.4} aria-hidden />
      )}
    </span>
  );
}

interface LineProps {
  item: EvidenceRef;
  children?: ReactNode;
}

/** A file by its title; it opens beside the page. */
export function FileLine({ item, children }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.file}>
      <Thumbnail item={item} />
      <div className={classes.what}>
        {item.is_withdrawn ? (
          <span>{item.title}</span>
        ) : (
          <a href={contentOf(item.id)} target="_blank" rel="noopener">
            {item.title}
            <span className={classes.spoken}>{t(isImage(item) ? 'evidence.opensBeside' : 'evidence.opensAsFile')}</span>
          </a>
        )}
        <small>
          {t(`evidence.kinds.${item.kind}`)}
          {' · '}
          {format.date(item.happened_on)}
          {item.is_withdrawn && ` · ${t('evidence.withdrawn')}`}
        </small>
      </div>
      {children}
    </div>
  );
}

/** What proves a record. Nothing is shown when there is nothing. */
export function EvidenceList({ items, label }: { items: readonly EvidenceRef[]; label?: string }) {
  const { t } = useTranslation();
  if (!useWords('evidence').data || items.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={label ?? t('evidence.field')}>
      {items.map((item) => (
        <li key={item.id}>
          <FileLine item={item} />
        </li>
      ))}
    </ul>
  );
}
