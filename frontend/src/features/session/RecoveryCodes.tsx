import { Button, Group, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import classes from './Security.module.css';

const inHalves = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`;

/** Ten codes, shown this one time: to be printed, written down or kept as a file. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const heading = t('factor.sheet', { school: me.school.name, username: me.username });
  const keep = () => {
    const text = [heading, t('factor.sheetHint'), '', ...codes.map(inHalves), ''].join('\r\n');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: 'text/plain' }));
    link.download = `${t('factor.sheetFile')}.txt`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const list = (
    <ul className={classes.codes}>
      {codes.map((code) => (
        <li key={code}>{inHalves(code)}</li>
      ))}
    </ul>
  );
  return (
    <>
      <Text>{t('factor.codesOnce')}</Text>
      {list}
      <Group gap="sm" mb="lg">
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => print()}>
          {t('factor.print')}
        </Button>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />} onClick={keep}>
          {t('factor.download')}
        </Button>
      </Group>
      <Button size="lg" fullWidth onClick={onDone}>
        {t('factor.kept')}
      </Button>
      {createPortal(
        <div className={classes.paper} aria-hidden>
          <p className={classes.paperTitle}>{heading}</p>
          <p>{t('factor.sheetHint')}</p>
          {list}
        </div>,
        document.body,
      )}
    </>
  );
}
