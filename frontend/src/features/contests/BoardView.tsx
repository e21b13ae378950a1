import { IconFlagFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import classes from './Contests.module.css';
import type { Board, BoardClass } from './queries';

/** A grade a table, a class a row, in the order of the classes: nobody is first and nobody last. */
export function BoardView({ board, onOpen }: { board: Board; onOpen: (one: BoardClass) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      {board.grades.map((grade) => (
        <Panel key={grade.grade} title={grade.name}>
          <table className={classes.board}>
            <caption className={classes.spoken}>{t('contests.boardOf', { grade: grade.name })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('contestCheck.class')}</th>
                {board.items.map((item) => (
                  <th key={item.id} scope="col">
                    {item.name}
                    <small>{t('contests.full', { marks: item.full_marks })}</small>
                  </th>
                ))}
                <th scope="col">{t('contests.score')}</th>
              </tr>
            </thead>
            <tbody>
              {grade.classes.map((row) => (
                <Row key={row.school_class.id} row={row} board={board} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </Panel>
      ))}
    </div>
  );
}

function Row({ row, board, onOpen }: { row: BoardClass; board: Board; onOpen: (one: BoardClass) => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const cells = new Map(row.items.map((cell) => [cell.item, cell]));
  return (
    <tr data-flag={row.has_flag || undefined}>
      <th scope="row">
        <button
          type="button"
          className={classes.className}
          aria-label={t('contests.checksOf', { name: row.school_class.name })}
          onClick={() => onOpen(row)}
        >
          {row.school_class.name}
        </button>
        {row.has_flag && (
          <span className={classes.flag}>
            <IconFlagFilled size={16} aria-hidden />
            {t('contests.flag')}
          </span>
        )}
      </th>
      {board.items.map((item) => {
        const cell = cells.get(item.id);
        return (
          <td key={item.id} data-label={item.name}>
            {cell && cell.checks > 0 ? (
              <>
                <b>{number(Number(cell.marks))}</b>
                <small>{t('contests.seen', { checks: cell.checks, faults: cell.faults })}</small>
              </>
            ) : (
              <span className={classes.none}>{t('contests.unchecked')}</span>
            )}
          </td>
        );
      })}
      <td data-label={t('contests.score')} className={classes.score}>
        {row.score === null ? (
          <span className={classes.none}>{t('contests.unchecked')}</span>
        ) : (
          number(Number(row.score))
        )}
      </td>
    </tr>
  );
}
