package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// token gives the token of a line: the one written there, or, for basic:USER:PASSWORD, one fetched for the repository.
func (c *client) token(credential, repository, actions string) (string, error) {
	pair, fetch := strings.CutPrefix(credential, "basic:")
	if !fetch {
		return credential, nil
	}
	scope := url.Values{"service": {"harbor-registry"}, "scope": {"repository:" + repository + ":" + actions}}
	var text []byte
	basic := "basic:" + base64.StdEncoding.EncodeToString([]byte(pair))
	err := c.want(200, func(piece []byte) { text = append(text, piece...) },
		head("GET", "/service/token?"+scope.Encode(), basic, 0))
	if err != nil {
		return "", err
	}
	var answer struct {
		Token string `json:"token"`
	}
	if err := json.Unmarshal(text, &answer); err != nil || answer.Token == "" {
		return "", fmt.Errorf("no token in %q (%v)", text, err)
	}
	return answer.Token, nil
}

// pullBlob fetches a blob and holds its size, and its digest when asked to, against the descriptor.
func (c *client) pullBlob(repository, token string, blob descriptor, check bool) (int64, error) {
	got, hash := int64(0), sha256.New()
	sink := func(piece []byte) {
		got += int64(len(piece))
		if check {
			hash.Write(piece)
		}
	}
	if err := c.want(200, sink, head("GET", "/v2/"+repository+"/blobs/"+blob.Digest, token, 0)); err != nil {
		return got, err
	}
	if got != blob.Size {
		return got, fmt.Errorf("%s: %d bytes, not %d", blob.Digest, got, blob.Size)
	}
	if digest := fmt.Sprintf("sha256:%x", hash.Sum(nil)); check && digest != blob.Digest {
		return got, fmt.Errorf("%s: the bytes are those of %s", blob.Digest, digest)
	}
	return got, nil
}
