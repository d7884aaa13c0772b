/** The docs page of label.import-video. */
export const importVideoDocs = `
Cuts a video into single images: so many of each second, or every n-th frame. Labeling projects use it when a video is added to them; in a pipeline it takes a file that another step wrote, such as **Run command**.

There is a row for each frame that is kept:

| column | what it holds |
| --- | --- |
| image | its name, \`frame-000150_5.000s.jpg\`: number and time are in it |
| frame | its number in the video, from 0 |
| second | its time in the video, from 0 |
| width, height | pixels of the picture |
| picture | the picture as JPEG |

The same pictures come out as a zip archive. A turned video (as phones record them) comes out upright.

- **So many a second** keeps the first frame of each 1/n of a second. More than the video has of a second keeps all of them.
- **Every n-th** counts the frames of the file, so that equal distances in a film with an uneven rate are not equal times.
- At most 5,000 frames come out of one video; beyond that the step stops and says how many there would be.

An agent cuts the video with **ffmpeg**, which is not part of the studio: install it on the agent's machine (\`apt install ffmpeg\`, \`brew install ffmpeg\`) and start the agent anew. It then has the tag \`ffmpeg\`; ask for that tag under *Compute* of the step where some of your agents lack it.

This step reads a file that is not in the page, so there is no example to copy.
`
