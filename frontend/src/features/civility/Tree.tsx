import classes from './Screen.module.css';

const SPOTS = 178;
const GOLDEN_ANGLE = 137.508;
const CROWN = { x: 400, y: 300, width: 330, height: 250 };
const LEAF = 'M0 0 C 13 -15, 34 -16, 47 0 C 34 16, 13 15, 0 0 Z';

/** Placed once and for ever: a leaf that has come out does not move when the next one does. None on the trunk. */
const leaves = Array.from({ length: SPOTS }, (_, n) => {
  const away = Math.sqrt((n + 0.6) / SPOTS);
  const turn = (n * GOLDEN_ANGLE * Math.PI) / 180;
  const x = CROWN.x + CROWN.width * away * Math.cos(turn);
  const y = CROWN.y + CROWN.height * away * Math.sin(turn);
  return { x, y, turn: Math.atan2(y - 470, x - CROWN.x) * (180 / Math.PI) + (n % 2 ? 24 : -24), tone: (n * 7) % 11 };
}).filter(({ x, y }) => y < 400 || Math.abs(x - 406) > 70);
const LEAVES = leaves.length;

/** How far the class has come, as a tree that comes into leaf. What it says stands beside it in words. */
export function Tree({ share }: { share: number }) {
  const out = share >= 1 ? LEAVES : Math.floor(share * LEAVES);
  return (
    <svg viewBox="0 0 800 760" className={classes.tree} aria-hidden>
      <title>{''}</title>
      <ellipse cx="400" cy="716" rx="300" ry="26" className={classes.ground} />
      <path
        className={classes.wood}
        d="M372 716 C 384 640, 384 570, 372 500 C 360 440, 300 400, 236 352 C 306 382, 352 400, 384 440
           C 386 380, 376 316, 352 236 C 388 300, 402 350, 408 410 C 432 360, 468 318, 536 268
           C 490 330, 446 388, 434 470 C 470 430, 520 404, 584 392 C 516 424, 462 470, 442 532
           C 432 590, 434 650, 446 716 Z"
      />
      {leaves.map(({ x, y, turn, tone }, n) => (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: a leaf is its place
          key={n}
          d={LEAF}
          className={classes.leaf}
          data-tone={n < out ? tone : undefined}
          transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(1)})`}
        />
      ))}
    </svg>
  );
}
