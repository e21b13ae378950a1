import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
// Relative and with its extension, because vite.config.ts reads this file before the @ alias exists.
import { sans } from '../shared/ui/tokens.ts';

/** 黛绿: the one brand colour. Shade 7 carries white text at 6.0:1. */
const pine: MantineColorsTuple = [
  '#eef6f4',
  '#dcebe7',
  '#b9d7d0',
  '#93c1b7',
  '#6fac9f',
  '#539989',
  '#337b6d',
  '#1f6f62',
  '#185a50',
  '#11433c',
];
/** 琥珀: waiting, and recognition. */
const amber: MantineColorsTuple = [
  '#fdf6e7',
  '#f9e9c8',
  '#f2d395',
  '#eabb5e',
  '#e2a535',
  '#c98a1b',
  '#a87112',
  '#85590d',
  '#684608',
  '#4d3405',
];
/** 朱砂: overdue, rejected, destructive. Never decoration. */
const cinnabar: MantineColorsTuple = [
  '#fdf1ef',
  '#f9dcd7',
  '#efb5ac',
  '#e48c7f',
  '#d96a5a',
  '#ca4f3e',
  '#bb4132',
  '#a93326',
  '#87281e',
  '#651d16',
];
/** 宣纸: warm greys, so long reading does not glare. */
const paper: MantineColorsTuple = [
  '#faf9f6',
  '#f4f2ec',
  '#e9e6dd',
  '#dcd8cc',
  '#918c80',
  '#7d786c',
  '#6b675c',
  '#524e45',
  '#37342e',
  '#232320',
];

/** A plain scrolling list: the library's own scroll area cannot be reached by keyboard. */
const list = {
  withScrollArea: false,
  styles: { options: { maxHeight: 280, overflowY: 'auto' } },
  comboboxProps: { shadow: 'md' },
} as const;
/** A dialog's head is no banner of the page. */
const head = { header: { role: 'presentation' } };

export const theme = createTheme({
  colors: { pine, amber, cinnabar, gray: paper, red: cinnabar },
  primaryColor: 'pine',
  primaryShade: 7,
  autoContrast: true,
  black: '#21302c',
  fontFamily: sans,
  headings: { fontFamily: sans, fontWeight: '600', textWrap: 'balance' },
  lineHeights: { xs: '1.5', sm: '1.55', md: '1.65', lg: '1.65', xl: '1.6' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', ...list } },
    MultiSelect: { defaultProps: { size: 'md', ...list } },
    NativeSelect: { defaultProps: { size: 'md' } },
    InputWrapper: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
    // Locking the scroll the library's way writes a <style> element; global.css does it with :has().
    Modal: { defaultProps: { lockScroll: false, radius: 'lg', centered: true, attributes: head } },
    Drawer: { defaultProps: { lockScroll: false, attributes: head } },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--page': 'var(--mantine-color-gray-0)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': 'var(--mantine-color-cinnabar-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-success': 'var(--mantine-color-pine-7)',
    '--surface': '#ffffff',
    '--line': 'var(--mantine-color-gray-2)',
  },
  dark: {},
});
