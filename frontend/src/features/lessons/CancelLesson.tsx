import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { lessonsTouched } from '@/shared/lessons/lists';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { cancelLesson, type Lesson } from './queries';

/** It does not take place; whoever booked reads why. */
export function CancelLesson({ lesson }: { lesson: Lesson }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const cancel = useWrite(cancelLesson, lessonsTouched, () => {
    notify(t('lessons.cancelledNow'));
    setAsking(false);
  });
  return (
    <>
      <Button variant="subtle" color="cinnabar" onClick={() => setAsking(true)}>
        {t('lessons.cancel')}
      </Button>
      <ReasonDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('lessons.cancelTitle')}
        hint={t('lessons.cancelHint', { count: lesson.seated + lesson.waiting + lesson.asked })}
        label={t('lessons.cancelReason')}
        confirm={t('lessons.cancel')}
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={(reason) => cancel.mutate({ id: lesson.id, reason })}
      />
    </>
  );
}
