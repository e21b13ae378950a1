import * as v from 'valibot';
import { severities } from './findingFields';

/** What is kept on the device of an inspection that is being written down; its photos are at the server already. */
export const inspectionDraft = v.object({
  kind: v.string(),
  inspected_on: v.string(),
  area: v.string(),
  inspectors: v.array(v.string()),
  outcome: v.string(),
  found: v.array(
    v.object({
      item: v.string(),
      what: v.string(),
      severity: v.picklist(severities),
      owner: v.string(),
      deadline: v.string(),
      evidence: v.array(v.looseObject({ id: v.string(), title: v.string() })),
    }),
  ),
});
