export const ObligationsPage = () => null;
