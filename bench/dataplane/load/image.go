package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// A descriptor is what a manifest says of a blob.
type descriptor struct {
	MediaType string `json:"mediaType"`
	Digest    string `json:"digest"`
	Size      int64  `json:"size"`
}

type manifest struct {
	SchemaVersion int          `json:"schemaVersion"`
	MediaType     string       `json:"mediaType"`
	Config        descriptor   `json:"config"`
	Layers        []descriptor `json:"layers"`
}

// The configuration that all images of the bench share.
var config = []byte(`{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}`)

// push pushes images, as many at once as there are clients: layers of fresh bytes, then the manifest by its tag. With
// -config the shared configuration goes along; without, the repository has it already.
func push(flags *flag.FlagSet, arguments []string) any {
	file := flags.String("file", "", "the images, a line each: REPOSITORY TAG TOKEN, where basic:USER:PASSWORD fetches one")
	size := flags.Int("size", 4<<10, "bytes of a layer")
	layers := flags.Int("layers", 1, "how many layers an image has")
	withConfig := flags.Bool("config", false, "push the configuration too")
	seed := flags.Uint64("seed", 0, "0 = fresh content")
	out := flags.String("out", "", "file for what was pushed, a line each: REPOSITORY TAG MANIFEST-DIGEST LAYER-DIGEST")
	parse(flags, arguments)
	images, blobs := lines(*file, 3), newSource(*size, *seed)
	pushed := make([]string, len(images))
	var taken atomic.Int64
	r := together(clients, func(_ int, t *tally) {
		c := newClient(16 << 10)
		defer c.close()
		for {
			i := int(taken.Add(1)) - 1
			if i >= len(images) {
				return
			}
			began := time.Now()
			digests, err := c.pushImage(images[i], i, blobs, *layers, *withConfig)
			if err != nil {
				t.bad(c.answer.status, err.Error())
				continue
			}
			t.good(began, blobs.size()*int64(*layers))
			pushed[i] = fmt.Sprintf("%s %s %s\n", images[i][0], images[i][1], digests)
		}
	})
	if *out != "" {
		if err := os.WriteFile(*out, []byte(strings.Join(pushed, "")), 0o644); err != nil {
			fail("%v", err)
		}
	}
	return r
}

// pushImage gives the digests of the manifest and of the first layer.
func (c *client) pushImage(image []string, number int, blobs *source, layers int, withConfig bool) (string, error) {
	repository, tag := image[0], image[1]
	token, err := c.token(image[2], repository, "pull,push")
	if err != nil {
		return "", err
	}
	m := manifest{2, manifestType, descriptor{"application/vnd.oci.image.config.v1+json", digestOf(config), int64(len(config))}, nil}
	if withConfig {
		if err := c.upload("put", repository, token, m.Config.Digest, m.Config.Size, nil, config); err != nil {
			return "", err
		}
	}
	for i := range layers {
		end, digest := blobs.blob(number*layers + i)
		if err := c.upload("put", repository, token, digest, blobs.size(), blobs.body, end); err != nil {
			return "", err
		}
		m.Layers = append(m.Layers, descriptor{"application/vnd.oci.image.layer.v1.tar", digest, blobs.size()})
	}
	text, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	path := "/v2/" + repository + "/manifests/" + tag
	err = c.want(201, nil, head("PUT", path, token, int64(len(text)), "Content-Type: "+manifestType), text)
	return digestOf(text) + " " + m.Layers[0].Digest, err
}

// pull pulls whole images, each on a connection of its own and all at once: token, manifest, configuration, layers.
// Every tenth checks the digests of what it got.
func pull(flags *flag.FlagSet, arguments []string) any {
	file := flags.String("file", "", "the images, a line each: REPOSITORY TAG TOKEN, where basic:USER:PASSWORD fetches one")
	parse(flags, arguments)
	images := lines(*file, 3)
	return together(clients, func(number int, t *tally) {
		c := newClient(32 << 10)
		defer c.close()
		began := time.Now()
		got, err := c.pullImage(images[number%len(images)], number%10 == 0)
		if err != nil {
			t.bad(c.answer.status, err.Error())
			return
		}
		t.good(began, got)
	})
}

// pullImage gives the number of bytes of the blobs.
func (c *client) pullImage(image []string, check bool) (int64, error) {
	repository := image[0]
	token, err := c.token(image[2], repository, "pull")
	if err != nil {
		return 0, err
	}
	var text []byte
	keep := func(piece []byte) { text = append(text, piece...) }
	request := head("GET", "/v2/"+repository+"/manifests/"+image[1], token, 0, "Accept: "+accept)
	if err := c.want(200, keep, request); err != nil {
		return 0, err
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return 0, err
	}
	var all int64
	for _, blob := range append(m.Layers, m.Config) {
		n, err := c.pullBlob(repository, token, blob, check)
		if err != nil {
			return 0, err
		}
		all += n
	}
	return all, nil
}
