import { Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';

/** A link that looks like a button; its address is checked like any other link's. */
export const ButtonLink = createLink(Button<'a'>);
