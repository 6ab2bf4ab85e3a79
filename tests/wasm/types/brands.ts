// Numbers and texts of one shape are kept apart, and come from nowhere but the package.
import {
  type Connection,
  type KnownTerms,
  type MediaId,
  mediaId,
  type PostId,
  postId,
  type PostKey,
  postKey,
  type Presslink,
  type Site,
  type SiteProfile,
  type TermId,
  termId,
  type UserId,
  userId,
} from 'presslink';

declare const presslink: Presslink;
declare const connection: Connection;
declare const site: Site;

export const post: PostId = postId(12);
export const term: TermId = termId(12);
export const media: MediaId = mediaId(12);
export const user: UserId = userId(12);
export const key: PostKey = postKey();
export const sameKey: PostKey = postKey('6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f');
// They are still what they are.
export const number: number = post;
export const text: string = key;

// @ts-expect-error a number is no post
export const plainPost: PostId = 12;
// @ts-expect-error a term is no post
export const termAsPost: PostId = term;
// @ts-expect-error a post is no image
export const postAsMedia: MediaId = post;
// @ts-expect-error an image is no user
export const mediaAsUser: UserId = media;
// @ts-expect-error a text is no key
export const plainKey: PostKey = '6e2f4b0c-58c1-4f2e-9d3a-0a1b2c3d4e5f';
// @ts-expect-error a profile is no key
export const profileAsKey: PostKey = site.profile;
// @ts-expect-error a profile is not the known terms
export const profileAsTerms: KnownTerms = site.profile;
// @ts-expect-error an address is no profile
export const addressAsProfile: SiteProfile = 'https://example.com/';

const draft = { title: 'T', content: 'C' };
void connection.update(post, draft);
// @ts-expect-error a number is no post
void connection.update(12, draft);
// @ts-expect-error a term is no post
void connection.update(term, draft);
void connection.publish({ ...draft, id: post, author: user, featured_image: media });
// @ts-expect-error an author is a user, not an image
void connection.publish({ ...draft, author: media });
// @ts-expect-error an image is not a post
void connection.publish({ ...draft, featured_image: post });
// @ts-expect-error a key is made by postKey
void connection.publish(draft, { key: 'mine' });
// @ts-expect-error known terms come from a connection
presslink.connect(site, { username: 'u', password: 'p' }, { terms: '[]' });
