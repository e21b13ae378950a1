export const FollowUpsPage = () => null;
