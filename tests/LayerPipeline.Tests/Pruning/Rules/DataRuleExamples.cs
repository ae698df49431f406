namespace LayerPipeline.Tests.Pruning.Rules;

/// <summary>
/// For each shipped rule of the tier data, paths of its package's wheel that it takes, one at least for each pattern and with the name
/// that is read out of them, and paths beside them that it leaves.
/// </summary>
internal static class DataRuleExamples
{
    public static IReadOnlyDictionary<string, (string[] Goes, string[] Stays)> All { get; } =
        new Dictionary<string, (string[], string[])>(StringComparer.Ordinal)
        {
            ["botocore-services"] = (
                ["botocore/data/ec2/2016-11-15/service-2.json.gz=ec2", "botocore/data/s3/2006-03-01/paginators-1.json=s3"],
                ["botocore/data/endpoints.json", "botocore/data/partitions.json", "botocore/data/_retry.json", "botocore/loaders.py"]
            ),
            ["awscli-services"] = (
                ["awscli/botocore/data/ec2/2016-11-15/service-2.json=ec2"],
                ["awscli/botocore/data/endpoints.json", "awscli/data/cli.json"]
            ),
            ["googleapi-documents"] = (
                ["googleapiclient/discovery_cache/documents/compute.v1.json=compute.v1"],
                ["googleapiclient/discovery_cache/documents/index/x.json", "googleapiclient/discovery_cache/base.py"]
            ),
            ["kubernetes-aio"] = (["kubernetes/aio/client/api_client.py"], ["kubernetes/client/api_client.py", "kubernetes/aio.py"]),
            ["litellm-proxy-page"] = (["litellm/proxy/_experimental/out/index.html"], ["litellm/proxy/_experimental/mcp_server/server.py"]),
            ["litellm-proxy"] = (["litellm/proxy/proxy_server.py"], ["litellm/main.py", "litellm/proxy_auth.py"]),
            ["litellm-tokenizers"] = (
                ["litellm/litellm_core_utils/tokenizers/anthropic_tokenizer.json"],
                ["litellm/litellm_core_utils/token_counter.py"]
            ),
            ["transformers-models"] = (
                ["transformers/models/bert/modeling_bert.py=bert"],
                ["transformers/models/__init__.py", "transformers/modeling_utils.py"]
            ),
            ["babel-locales"] = (
                ["babel/locale-data/de_AT.dat=de_AT", "babel/locale-data/root.dat=root"],
                ["babel/global.dat", "babel/locale-data/x/de.dat"]
            ),
            ["phonenumbers-geocoder"] = (
                ["phonenumbers/geodata/data1.py", "phonenumbers/geocoder.py"],
                ["phonenumbers/data/region_DE.py", "phonenumbers/timezone.py"]
            ),
            ["phonenumbers-carrier"] = (
                ["phonenumbers/carrierdata/data0.py", "phonenumbers/carrier.py"],
                ["phonenumbers/data/region_DE.py"]
            ),
            ["plotly-jupyterlab"] = (
                [
                    "plotly/labextension/static/remoteEntry.js",
                    "share/jupyter/labextensions/jupyterlab-plotly/package.json",
                    "etc/jupyter/nbconfig/notebook.d/jupyterlab-plotly.json",
                ],
                ["plotly/package_data/plotly.min.js", "share/jupyter/labextensions/other/package.json"]
            ),
            ["plotly-widget"] = (["plotly/package_data/widgetbundle.js"], ["plotly/package_data/plotly.min.js"]),
            ["bokeh-compiler"] = (
                ["bokeh/server/static/js/compiler.js", "bokeh/server/static/js/lib/core/dom.d.ts"],
                ["bokeh/server/static/js/bokeh.min.js", "bokeh/server/static/js/lib/core/dom.js"]
            ),
            ["bokeh-unminified"] = (
                [
                    .. new[] { "bokeh", "bokeh-api", "bokeh-gl", "bokeh-mathjax", "bokeh-tables", "bokeh-widgets" }.SelectMany(name =>
                        new[] { $"bokeh/server/static/js/{name}.js", $"bokeh/server/static/js/{name}.esm.js" }
                    ),
                ],
                ["bokeh/server/static/js/bokeh.min.js", "bokeh/server/static/js/bokeh-api.esm.min.js"]
            ),
            ["matplotlib-icons"] = (["matplotlib/mpl-data/images/home.svg"], ["matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf"]),
            ["faker-locales"] = (
                ["faker/providers/person/de_DE/__init__.py=de_DE"],
                ["faker/providers/person/__init__.py", "faker/providers/__init__.py"]
            ),
            ["holidays-countries"] = (
                ["holidays/countries/germany.py=germany", "holidays/countries/__init__.py=__init__"],
                ["holidays/financial/ny_stock_exchange.py", "holidays/registry.py"]
            ),
            ["holidays-locales"] = (["holidays/locale/de/LC_MESSAGES/DE.mo=de"], ["holidays/countries/germany.py", "holidays/locale.py"]),
            ["onnx-backend-tests"] = (
                [
                    "onnx/backend/test/data/node/test_abs/model.onnx",
                    "onnx/backend/test/case/node/abs.py",
                    "onnx/backend/test/runner/item.py",
                    "onnx/backend/test/loader/__init__.py",
                    "onnx/backend/test/__init__.py",
                ],
                ["onnx/backend/base.py", "onnx/backend/sample/ops/abs.py"]
            ),
            ["skimage-pictures"] = (
                [
                    .. new[] { "png", "jpg", "jpeg", "JPG", "gif", "tif", "tiff", "npz", "npy", "mat", "avi", "txt", "xml" }.Select(
                        ending => $"skimage/data/a.{ending}"
                    ),
                ],
                ["skimage/data/__init__.py", "skimage/data/_fetchers.py", "skimage/io/a.png"]
            ),
            ["sklearn-datasets"] = (
                ["sklearn/datasets/data/iris.csv", "sklearn/datasets/images/china.jpg", "sklearn/datasets/descr/iris.rst"],
                ["sklearn/datasets/_base.py", "sklearn/datasets/data.py"]
            ),
            ["statsmodels-datasets"] = (
                ["statsmodels/datasets/co2/co2.csv", "statsmodels/datasets/a/src/b.txt", "statsmodels/datasets/anes96/anes96.dta"],
                ["statsmodels/datasets/co2/data.py", "statsmodels/tsa/x.csv"]
            ),
            ["greatexpectations-pictures"] = (
                ["great_expectations/render/view/static/images/favicon.ico"],
                ["great_expectations/render/view/templates/page.j2"]
            ),
            ["jax-internal-tests"] = (["jax/_src/internal_test_util/test_harnesses.py"], ["jax/_src/test_util.py"]),
            ["azure-aio"] = (
                ["azure/mgmt/network/aio/_client.py", "azure/mgmt/resource/resources/v2022_09_01/aio/operations/_operations.py"],
                ["azure/mgmt/network/_client.py", "azure/core/aio/x.py"]
            ),
            ["pyarrow-flight"] = (
                [
                    "pyarrow/libarrow_flight.so.2600",
                    "pyarrow/libarrow_python_flight.so",
                    "pyarrow/_flight.cpython-313-x86_64-linux-gnu.so",
                    "pyarrow/flight.py",
                ],
                ["pyarrow/libarrow.so.2600", "pyarrow/libarrow_python.so", "pyarrow/fs.py"]
            ),
            ["pyarrow-substrait"] = (
                ["pyarrow/libarrow_substrait.so.2600", "pyarrow/_substrait.cpython-313-x86_64-linux-gnu.so", "pyarrow/substrait.py"],
                ["pyarrow/libarrow_dataset.so.2600", "pyarrow/dataset.py"]
            ),
            ["scs-mkl"] = (
                ["scs/_scs_mkl.cpython-313-x86_64-linux-gnu.so"],
                ["scs/_scs_direct.cpython-313-x86_64-linux-gnu.so", "scs/__init__.py"]
            ),
            ["numpy-f2py"] = (["numpy/f2py/f2py2e.py", "numpy/distutils/core.py"], ["numpy/lib/_npyio_impl.py", "numpy/f2py.py"]),
            ["opencv-cascades"] = (["cv2/data/haarcascade_eye.xml"], ["cv2/data/__init__.py"]),
            ["spacy-languages"] = (["spacy/lang/de/__init__.py=de"], ["spacy/lang/char_classes.py"]),
            ["django-locales"] = (
                ["django/conf/locale/de/LC_MESSAGES/django.mo=de", "django/contrib/admin/locale/de/LC_MESSAGES/django.mo=de"],
                ["django/conf/locale/__init__.py", "django/contrib/admin/models.py"]
            ),
            ["pycountry-locales"] = (["pycountry/locales/de/LC_MESSAGES/iso3166-1.mo=de"], ["pycountry/databases/iso3166-1.json"]),
        };
}
