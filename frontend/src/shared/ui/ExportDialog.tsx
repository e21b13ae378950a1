import { Button, Modal, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconFileText } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { exportList, type FileKind, kinds } from '../api/exportList';
import type { ExportProps } from './ExportButton';
import { notify, problemText } from './notify';

const icons: Record<FileKind, typeof IconFileText> = { xlsx: IconFileSpreadsheet, csv: IconFileText };

/** Which kind of file, how many rows it will have, and that taking it is written down. */
export default function ExportDialog({
  opened,
  onClose,
  path,
  filters,
  code,
  count,
}: ExportProps & { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const taking = useMutation({
    mutationFn: (as: FileKind) => exportList(path, as, filters, code),
    onSuccess: () => {
      notify(t('export.done'));
      onClose();
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('export.title')}
      size="sm"
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Stack gap="md">
        <Text>{count === undefined ? t('export.what') : t('export.whatCount', { count })}</Text>
        <Stack gap="xs">
          {kinds.map((kind, at) => {
            const Icon = icons[kind];
            return (
              <Button
                key={kind}
                variant={at === 0 ? 'filled' : 'default'}
                leftSection={<Icon size={18} aria-hidden />}
                loading={taking.isPending && taking.variables === kind}
                disabled={taking.isPending && taking.variables !== kind}
                onClick={() => taking.mutate(kind)}
              >
                {t(`export.${kind}`)}
              </Button>
            );
          })}
        </Stack>
        {taking.error && (
          <Text c="cinnabar" role="alert">
            {problemText(taking.error)}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t('export.logged')}
        </Text>
      </Stack>
    </Modal>
  );
}
