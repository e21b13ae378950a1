/** Started by tests/visits/test_two_phones.py, which serves the school and judges what came of it. */
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stage, type World } from './phone';
import { draws, Run, type Told } from './script';

const world = JSON.parse(process.env.WOTU_SYNC ?? '{}') as World;

test('phones that write the same visits', async () => {
  const { carry } = stage(world);
  const voidIt = async (visit: string) => {
    const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': 'c'.repeat(32) };
    const body = JSON.stringify({ reason: '误录' });
    const request = new Request(`${world.address}/api/v1/home-visits/${visit}/void/`, {
      method: 'POST',
      headers,
      body,
    });
    expect((await carry(request, world.director)).status).toBe(200);
  };
  const told: Told[] = [];
  for (let run = 1; run <= world.runs; run += 1)
    told.push(await new Run(world, run, draws(world.seed * 1_000 + run), voidIt).play());
  writeFileSync(world.report, JSON.stringify(told));
}, 1_800_000);
